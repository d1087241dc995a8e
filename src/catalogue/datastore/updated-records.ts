import type { JsonText } from '../../core/json-text.ts'
import type { Context } from '../../kernel/context.ts'

/** Rows by `_id` as datastore_search shows them, for `include_records`. */
export async function updatedRecords(
  context: Context,
  resourceId: string,
  ids: readonly number[],
): Promise<JsonText> {
  const { records } = await context.datastore.search(resourceId, {
    filters: ids.length === 0 ? undefined : { _id: ids },
    plain: true,
    language: 'english',
    distinct: false,
    limit: ids.length,
    offset: 0,
    format: 'objects',
    includeTotal: false,
  })
  return records
}
