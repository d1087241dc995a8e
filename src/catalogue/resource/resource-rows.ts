import { newId } from '../../core/ids.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord, ResourceRow } from '../../store/rows.ts'
import { type ResourceInput, resourceRow, stamped } from './new-resource.ts'
import { withFile } from './resource-file.ts'

const textOr = <Other>(value: unknown, other: Other): string | Other =>
  typeof value === 'string' ? value : other

/** A resource that is left out is marked, and gone with the update after that (CKAN); its file goes at once. */
function removed(context: Context, row: ResourceRow): ResourceRow {
  const { file_key: key } = row
  if (key !== null) context.afterCommit(() => context.files.remove(key))
  return { ...row, state: 'deleted', file_key: null }
}

/** The rows of a dataset's resources after an update, matched by id, in the order given, with their files. */
export async function resourceRows(
  context: Context,
  packageId: string,
  data: Params,
  before: PackageRecord | undefined,
): Promise<readonly ResourceRow[]> {
  const earlier = new Map((before?.resources ?? []).map((row) => [row.id, row]))
  const rows = new Map<string, ResourceRow>()
  const given = (data['resources'] ?? []) as readonly ResourceInput[]
  for (const input of given) {
    const id = textOr(input['id'], undefined) ?? newId()
    // An id that is given twice is one resource, changed twice, at its last place (CKAN).
    const old = rows.get(id) ?? earlier.get(id)
    rows.delete(id)
    const row = resourceRow({ id: packageId }, id, rows.size, input, old)
    const filed = await withFile(context, row, input)
    rows.set(id, stamped(filed, old, textOr(input['metadata_modified'], undefined)))
    earlier.delete(id)
  }
  const left = [...earlier.values()].filter((row) => row.state !== 'deleted')
  const inOrder = [...rows.values()].map((row, position) =>
    row.position === position ? row : { ...row, position },
  )
  return [...inOrder, ...left.map((row) => removed(context, row))]
}
