import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { MemberRow } from '../../store/members.ts'
import { byDisplayName } from '../../core/by-display-name.ts'
import { groupSummary } from './group-summary.ts'

type Shown = Readonly<Record<string, unknown>>

async function parentsOf(
  context: Context,
  id: string,
): Promise<readonly { readonly row: GroupRow; readonly member: MemberRow }[]> {
  const parents = []
  for (const member of await context.store.members.membersOf(id, 'group')) {
    const row = await context.store.groups.find(member.table_id)
    if (row) parents.push({ row, member })
  }
  return parents
}

/** The groups right above a group, as organization_show and group_show name them. */
export async function parentNames(context: Context, id: string): Promise<readonly Shown[]> {
  const parents = (await parentsOf(context, id)).map(({ row, member }) => ({
    display_name: row.title || row.name,
    name: row.name,
    capacity: member.capacity,
  }))
  return parents.sort(byDisplayName).map(({ name, capacity }) => ({ name, capacity }))
}

/**
 * The groups above a group, each with those above it, as updates answer them. `below` are the ids on the way, so that
 * a loop in the data ends.
 */
export async function parentTree(
  context: Context,
  id: string,
  below: readonly string[] = [id],
): Promise<readonly Shown[]> {
  const parents = []
  for (const { row, member } of await parentsOf(context, id)) {
    if (below.includes(row.id)) continue
    parents.push({
      ...groupSummary(context, row),
      capacity: member.capacity,
      package_count: await context.store.groups.packageCount(row, row.is_organization),
      member_count: await context.store.members.count(row.id, 'user'),
      groups: await parentTree(context, row.id, [...below, row.id]),
    })
  }
  return parents.sort(byDisplayName)
}
