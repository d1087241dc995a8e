import type { Context } from '../kernel/context.ts'
import type { GroupRow } from '../store/group-columns.ts'

/** What each role may do in its group or organization; an admin may do everything. */
const ROLE_PERMISSIONS: Readonly<Record<string, ReadonlySet<string>>> = {
  editor: new Set(['read', 'create_dataset', 'update_dataset', 'delete_dataset', 'manage_group']),
  member: new Set(['read', 'manage_group']),
}

/** CKAN follows a hierarchy of groups this far. */
const MAX_DEPTH = 8

/** Whether a role carries a permission; an unknown permission is one that only admins have. */
export const roleAllows = (role: string, permission: string): boolean =>
  role === 'admin' ||
  (Object.hasOwn(ROLE_PERMISSIONS, role) && ROLE_PERMISSIONS[role]?.has(permission) === true)

/** Ids of the groups above this one, nearest first. */
async function ancestors(context: Context, groupId: string): Promise<readonly string[]> {
  const found: string[] = []
  let level = [groupId]
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const parents: string[] = []
    for (const id of level) {
      for (const row of await context.store.members.membersOf(id, 'group')) {
        if (row.table_id !== groupId && !found.includes(row.table_id)) parents.push(row.table_id)
      }
    }
    found.push(...parents)
    level = parents
  }
  return found
}

/**
 * Roles that a user has in a group: its own, and those of `ckan.auth.roles_that_cascade_to_sub_groups` that the user
 * has in an active group above it; groups between may be deleted (CKAN).
 */
async function rolesIn(context: Context, userId: string, groupId: string): Promise<readonly string[]> {
  const roles: string[] = []
  const own = await context.store.members.get(groupId, 'user', userId)
  if (own?.state === 'active') roles.push(own.capacity)
  const cascading = context.config['ckan.auth.roles_that_cascade_to_sub_groups']
  if (cascading.length === 0) return roles
  for (const id of await ancestors(context, groupId)) {
    const row = await context.store.members.get(id, 'user', userId)
    if (row?.state !== 'active' || !cascading.includes(row.capacity)) continue
    if (await context.store.groups.isActive(id)) roles.push(row.capacity)
  }
  return roles
}

/** Whether the caller may do this in a group or organization; sysadmins may. */
export async function hasPermission(context: Context, groupId: string, permission: string): Promise<boolean> {
  if (context.operator === true || context.user?.sysadmin === true) return true
  if (!context.user) return false
  const roles = await rolesIn(context, context.user.id, groupId)
  return roles.some((role) => roleAllows(role, permission))
}

export const canCreateDatasetIn = (context: Context, organization: GroupRow): Promise<boolean> =>
  hasPermission(context, organization.id, 'create_dataset')

/** Ids of active groups or organizations in which a user has a permission, descendants by cascade included. */
export async function groupsWithPermission(
  context: Context,
  userId: string,
  permission: string,
): Promise<readonly string[]> {
  const cascading = context.config['ckan.auth.roles_that_cascade_to_sub_groups']
  const granted = new Set<string>()
  let level: string[] = []
  for (const row of await context.store.members.groupsOf('user', userId)) {
    if (!roleAllows(row.capacity, permission)) continue
    granted.add(row.group_id)
    if (cascading.includes(row.capacity)) level.push(row.group_id)
  }
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const children: string[] = []
    for (const id of level) {
      for (const row of await context.store.members.groupsOf('group', id)) {
        if (!granted.has(row.group_id)) children.push(row.group_id)
        granted.add(row.group_id)
      }
    }
    level = children
  }
  const active: string[] = []
  for (const id of granted) if (await context.store.groups.isActive(id)) active.push(id)
  return active
}
