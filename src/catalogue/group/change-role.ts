import { type ErrorDict, NotAuthorized, NotFound, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'
import type { GroupRow } from '../../store/group-columns.ts'
import type { MemberRow } from '../../store/members.ts'
import type { UserRow } from '../../store/user-columns.ts'
import { createMember } from './change-member.ts'
import { findGroup } from './find-group.ts'
import type { MemberSubject } from './find-member-subject.ts'
import { isRole } from './group-roles.ts'

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The user and the role that are named, and what is wrong with the call. */
async function readRole(
  context: Context,
  params: Params,
  group: GroupRow | undefined,
): Promise<{ readonly user: UserRow | undefined; readonly role: string; readonly errors: ErrorDict }> {
  const role = textIn(params['role'])
  const user = await context.store.users.find(textIn(params['username']))
  const errors: ErrorDict = {}
  const check = (key: string, isKnown: boolean, message: string): void => {
    if (!isKnown) errors[key] = [params[key] === undefined ? 'Missing value' : message]
  }
  check('id', group !== undefined, 'That group name or ID does not exist.')
  check('role', isRole(role), 'role does not exist.')
  check('username', user !== undefined, 'Not found: User')
  return { user, role, errors }
}

/**
 * The group that organization_member_create and group_member_create name. It may be unknown: whoever is no sysadmin is
 * refused then, and a sysadmin told (CKAN).
 *
 * @throws ValidationError when no id is given
 */
export async function findRoleGroup(
  context: Context,
  params: Params,
): Promise<{ readonly group: GroupRow | undefined }> {
  const group = await context.store.groups.find(textIn(params['id']))
  if (params['id'] === undefined) throw new ValidationError((await readRole(context, params, group)).errors)
  return { group }
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
  const { user, role, errors } = await readRole(context, params, group)
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
