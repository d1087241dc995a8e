import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'

/** @throws ValidationError for a parameter that CKAN does not know */
export function refuseExtras(params: Params): void {
  const [unknown] = Object.keys(params['__extras'] ?? {})
  if (unknown !== undefined) throw new ValidationError({ __extras: [`invalid value "${unknown}"`] })
}

/** A query that PostgreSQL would refuse is, here, a wrong filter. */
function filterError(error: unknown): unknown {
  if (!(error instanceof ValidationError)) return error
  const orig = (error.errors['info'] as { readonly orig?: readonly string[] } | undefined)?.orig
  return orig === undefined ? error : new ValidationError({ filters: orig })
}

/** Deletes the rows that `filters` finds. @returns what is added to the answer @throws ValidationError */
export async function deleteRecords(
  context: Context,
  resourceId: string,
  { filters, include_deleted_records: isShown }: Params,
): Promise<Params> {
  try {
    if (isShown !== true) {
      await context.datastore.deleteRows(resourceId, filters)
      return {}
    }
    const most = context.config['ckan.datastore.search.rows_max']
    const { records } = await context.datastore.search(resourceId, {
      filters,
      plain: true,
      language: 'english',
      distinct: false,
      limit: most,
      offset: 0,
      format: 'objects',
      includeTotal: false,
    })
    await context.datastore.deleteRows(resourceId, filters)
    return { deleted_records: records }
  } catch (error) {
    throw filterError(error)
  }
}
