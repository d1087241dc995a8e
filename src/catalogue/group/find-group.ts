import { NotFound } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { GroupKind } from '../../auth/groups.ts'

/** The group or organization of an id or name, any state. @throws NotFound, with `detail` if the action words it so */
export async function findGroup(context: Context, idOrName: unknown, detail?: string): Promise<GroupRow> {
  const row = typeof idOrName === 'string' ? await context.store.groups.find(idOrName) : undefined
  if (!row) throw new NotFound(detail)
  return row
}

/** @throws NotFound for the other kind: an organization is no group here */
export function requireKind(kind: GroupKind, row: GroupRow): void {
  if (row.is_organization !== (kind === 'organization')) throw new NotFound()
}
