import { NotAuthorized } from '../core/errors.ts'
import { type Context, isSysadmin, userName } from '../kernel/context.ts'
import type { GroupRow } from '../store/group-columns.ts'
import { hasPermission, roleAllows } from './roles.ts'

export type GroupKind = 'group' | 'organization'

const refuse = (context: Context, what: string): never => {
  throw new NotAuthorized(`User ${userName(context)} not authorized to ${what}`)
}

/**
 * Active groups are for everyone, but their users only where `ckan.auth.public_user_details` says so; otherwise a role
 * in the group is needed (spec: action API 2.8).
 *
 * @throws NotAuthorized
 */
export async function requireGroupReadable(
  context: Context,
  row: GroupRow,
  withUsers = false,
): Promise<void> {
  const isOpen = row.state === 'active' && (!withUsers || context.config['ckan.auth.public_user_details'])
  if (isOpen || (await hasPermission(context, row.id, 'read'))) return
  refuse(context, `read group ${row.id}`)
}

/** @throws NotAuthorized for whoever may not make groups; CKAN names the user by id, and anonymous `None` */
export function requireGroupCreatable(context: Context, kind: GroupKind): void {
  if (isSysadmin(context) || (context.user && context.config[`ckan.auth.user_create_${kind}s`])) return
  throw new NotAuthorized(`User ${context.user?.id ?? 'None'} not authorized to create ${kind}s`)
}

/** @throws NotAuthorized for everyone but the group's admins */
export async function requireGroupEditable(context: Context, kind: GroupKind, row: GroupRow): Promise<void> {
  if (await hasPermission(context, row.id, 'update')) return
  refuse(context, `edit ${kind} ${row.id}`)
}

/** @throws NotAuthorized for everyone but the group's admins, and for them where the site keeps it to sysadmins */
export async function requireGroupDeletable(context: Context, kind: GroupKind, row: GroupRow): Promise<void> {
  if (isSysadmin(context)) return
  if (!context.config[`ckan.auth.user_delete_${kind}s`]) refuse(context, `delete ${kind}s`)
  if (!(await hasPermission(context, row.id, 'delete'))) refuse(context, `delete ${kind} ${row.id}`)
}

/**
 * The rule of member_create and member_delete: admins; in groups that are no organizations every role may put
 * datasets in and take them out.
 *
 * @throws NotAuthorized
 */
export async function requireMembersEditable(
  context: Context,
  row: GroupRow,
  objectType: string,
): Promise<void> {
  const permission = !row.is_organization && objectType === 'package' ? 'manage_group' : 'update'
  if (await hasPermission(context, row.id, permission)) return
  refuse(context, `edit group ${row.id}`)
}

/** @throws NotAuthorized for everyone but the group's admins; for an unknown group, for everyone but sysadmins */
export async function requireMembership(context: Context, row: GroupRow | undefined): Promise<void> {
  if (row ? await hasPermission(context, row.id, 'membership') : isSysadmin(context)) return
  refuse(context, 'add members')
}

/**
 * The role by which a user has a permission, for each group and organization where there is one: the user's own role,
 * or one of `ckan.auth.roles_that_cascade_to_sub_groups` from above.
 */
export async function rolesWithPermission(
  context: Context,
  userId: string,
  permission: string,
): Promise<ReadonlyMap<string, string>> {
  const cascading = context.config['ckan.auth.roles_that_cascade_to_sub_groups']
  const own = (await context.store.members.groupsOf('user', userId)).filter((row) =>
    roleAllows(row.capacity, permission),
  )
  const roles = new Map(own.map((row) => [row.group_id, row.capacity]))
  let level = own.filter((row) => cascading.includes(row.capacity)).map((row) => row.group_id)
  while (level.length > 0) {
    const children: string[] = []
    for (const parent of level) {
      for (const { group_id: child } of await context.store.members.groupsOf('group', parent)) {
        if (roles.has(child)) continue
        roles.set(child, roles.get(parent) ?? '')
        children.push(child)
      }
    }
    level = children
  }
  return roles
}
