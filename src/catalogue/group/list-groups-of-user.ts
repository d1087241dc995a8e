import { type GroupKind, rolesWithPermission } from '../../auth/groups.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { UserRow } from '../../store/users.ts'
import { flagOf } from './flag-of.ts'
import { byDisplayName } from '../../core/by-display-name.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { groupSummary } from './group-summary.ts'

interface Held {
  readonly row: GroupRow
  readonly capacity: string
}

async function groupsOf(
  context: Context,
  kind: GroupKind,
  user: UserRow,
  permission: string,
  asMember: boolean,
): Promise<readonly Held[]> {
  const { groups, members } = context.store
  const isOrganization = kind === 'organization'
  if (user.sysadmin && !asMember) {
    const rows = await groups.list({ isOrganization, sort: 'title', limit: -1, offset: 0 })
    return rows.map((row) => ({ row, capacity: 'admin' }))
  }
  const held: Held[] = []
  // In a group every role counts; only in an organization it reaches those below.
  const roles = isOrganization
    ? await rolesWithPermission(context, user.id, permission)
    : (await members.groupsOf('user', user.id)).map((row) => [row.group_id, row.capacity] as const)
  for (const [id, capacity] of roles) {
    const row = await groups.find(id)
    if (row?.is_organization === isOrganization && row.state === 'active') held.push({ row, capacity })
  }
  return held
}

/**
 * Active groups or organizations in which a user has a permission, by their display names; a sysadmin has every one,
 * unless only memberships are asked for (`am_member`).
 * The counts that `include_dataset_count` adds hold private datasets, too (CKAN).
 *
 * @throws ValidationError for a flag that is none
 */
export async function listGroupsOfUser(
  context: Context,
  kind: GroupKind,
  user: UserRow,
  permission: string,
  params: Params,
) {
  const { groups, members } = context.store
  const countsDatasets = flagOf(params, 'include_dataset_count', false)
  const countsMembers = flagOf(params, 'include_member_count', false)
  const asMember = kind === 'group' && !isFalsy(params['am_member'])
  const shown = []
  for (const { row, capacity } of await groupsOf(context, kind, user, permission, asMember)) {
    shown.push({
      ...groupSummary(context, row),
      capacity,
      package_count: countsDatasets ? await groups.packageCount(row, true) : undefined,
      member_count: countsMembers ? await members.count(row.id, 'user') : undefined,
    })
  }
  return shown.sort(byDisplayName)
}
