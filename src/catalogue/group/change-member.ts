import { requireMembersEditable } from '../../auth/groups.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { MemberRow } from '../../store/members.ts'
import type { MemberSubject } from './find-member-subject.ts'
import { regroupPackages } from './group-members.ts'

/** @throws NotAuthorized when callers would take their own admin role away: another admin has to */
async function keepOwnAdmin(context: Context, { group, table, objectId }: MemberSubject, capacity: string) {
  if (table !== 'user' || objectId !== context.user?.id || capacity === 'admin') return
  const own = await context.store.members.get(group.id, 'user', objectId)
  if (own?.state === 'active' && own.capacity === 'admin') {
    throw new NotAuthorized('Administrators cannot revoke their own admin status')
  }
}

/**
 * Makes an object a member of a group, or changes its capacity.
 *
 * @throws NotAuthorized when callers would take their own admin role away
 * @throws ValidationError when a group would come above itself
 */
export async function createMember(
  context: Context,
  subject: MemberSubject,
  capacity: string,
): Promise<MemberRow> {
  const { group, table, objectId } = subject
  await keepOwnAdmin(context, subject, capacity)
  if (table === 'group' && (await context.store.members.isBelow(objectId, group.id))) {
    throw new ValidationError({ object: ['This parent would create a loop in the hierarchy'] })
  }
  const row = await context.store.members.put(group.id, table, objectId, capacity)
  if (table === 'package') await regroupPackages(context, [objectId])
  return row
}

/** Ends a membership; none is no error (CKAN). */
export async function deleteMember(
  context: Context,
  { group, table, objectId }: MemberSubject,
): Promise<null> {
  await context.store.members.end(group.id, table, objectId)
  if (table === 'package') await regroupPackages(context, [objectId])
  return null
}

/** @throws NotAuthorized for whoever may not change these members */
export const requireMemberEditable = (context: Context, { group, table }: MemberSubject): Promise<void> =>
  requireMembersEditable(context, group, table)
