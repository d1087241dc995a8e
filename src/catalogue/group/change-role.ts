import { type ErrorDict, NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { MemberRow } from '../../store/members.ts'
import { createMember } from './change-member.ts'
import { findGroup } from './find-group.ts'
import type { MemberSubject } from './find-member-subject.ts'
import { isRole } from './group-roles.ts'
import { requireAll } from '../../kernel/require-all.ts'

const PARAMETERS = ['id', 'username', 'role']

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * The group that organization_member_create and group_member_create name. It may be unknown: whoever is no sysadmin is
 * refused then, and a sysadmin told (CKAN).
 *
 * @throws ValidationError when no id is given
 */
export async function findRoleGroup(
  { store }: Context,
  params: Params,
): Promise<{ readonly group: GroupRow | undefined }> {
  if (!Object.hasOwn(params, 'id')) requireAll(params, PARAMETERS)
  return { group: await store.groups.find(textIn(params['id'])) }
}

/**
 * Gives a user a role in a group or organization.
 *
 * @throws ValidationError for what is missing or unknown, all at once
 * @throws NotAuthorized when callers would take their own admin role away
 */
export async function createRole(
  context: Context,
  params: Params,
  group: GroupRow | undefined,
): Promise<MemberRow> {
  requireAll(params, PARAMETERS)
  const role = textIn(params['role'])
  const user = await context.store.users.find(textIn(params['username']))
  const errors: ErrorDict = {}
  if (!group) errors['id'] = ['That group name or ID does not exist.']
  if (!user) errors['username'] = ['Not found: User']
  if (!isRole(role)) errors['role'] = ['role does not exist.']
  if (!group || !user || !isRole(role)) throw new ValidationError(errors)
  return createMember(context, { group, table: 'user', objectId: user.id }, role)
}

/**
 * The group and the user of organization_member_delete and group_member_delete.
 *
 * @throws ValidationError when no id is given
 * @throws NotFound for an unknown group, or an unknown or missing user
 */
export async function findRoleHolder(context: Context, params: Params): Promise<MemberSubject> {
  const group = await findGroup(context, required(params, 'id'), 'Group was not found.')
  const user = await context.store.users.find(textIn(params['username'] ?? params['user_id']))
  if (!user) throw new NotFound('User was not found.')
  return { group, table: 'user', objectId: user.id }
}

/** @throws NotAuthorized for anonymous callers, in CKAN's words for the action behind these */
export function requireUser(context: Context): void {
  if (context.user || context.operator) return
  throw new NotAuthorized('Action member_delete requires an authenticated user')
}
