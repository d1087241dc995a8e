import { NotAuthorized } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { FollowedType } from '../../store/followers.ts'
import { findFollowed } from './find-followed.ts'
import { shownUser } from '../user/show-user.ts'

/** @throws NotAuthorized for everyone but sysadmins, in CKAN's words */
export function requireFollowersVisible(context: Context): void {
  if (!isSysadmin(context)) throw new NotAuthorized('Not authorized')
}

/** The users who follow something, by name. @throws ValidationError for a missing or unknown id */
export async function listFollowers(context: Context, type: FollowedType, params: Params) {
  const shown = []
  for (const id of await context.store.followers.followersOf(
    type,
    await findFollowed(context, type, params),
  )) {
    const user = await context.store.users.find(id)
    if (user) shown.push(await shownUser(context, user, { embedded: true }))
  }
  return shown
}

/** How many users follow something. @throws ValidationError for a missing or unknown id */
export async function countFollowers(context: Context, type: FollowedType, params: Params): Promise<number> {
  return context.store.followers.count(type, await findFollowed(context, type, params))
}
