import type { Context } from '../../kernel/context.ts'
import { shownUser } from '../user/show-user.ts'

/** The users of a group with their capacity in it, by name; deleted users are among them (CKAN). */
export async function groupUsers(
  context: Context,
  id: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const users = []
  for (const { table_id: userId, capacity } of await context.store.members.membersOf(id, 'user')) {
    const user = await context.store.users.find(userId)
    if (user)
      users.push({ ...(await shownUser(context, user, { embedded: true })), name: user.name, capacity })
  }
  return users.sort((a, b) => (a.name < b.name ? -1 : 1))
}
