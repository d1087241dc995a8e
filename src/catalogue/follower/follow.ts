import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { now } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'
import type { FollowedType, FollowerRow } from '../../store/followers.ts'
import type { UserRow } from '../../store/users.ts'
import { findFollowed, followedId } from './find-followed.ts'

/** @throws NotAuthorized for guests */
export function requireFollower(context: Context, verb: 'follow' | 'unfollow', type: FollowedType): UserRow {
  if (context.user) return context.user
  throw new NotAuthorized(`You must be logged in to ${verb} ${type}s`)
}

/**
 * Lets the caller follow something; following it again changes nothing.
 *
 * @throws NotAuthorized for guests
 * @throws ValidationError for an unknown id, or oneself
 */
export async function follow(
  context: Context,
  type: FollowedType,
  { id }: Params,
): Promise<Omit<FollowerRow, 'object_type'>> {
  const user = requireFollower(context, 'follow', type)
  const objectId = await followedId(context, type, id)
  if (objectId === undefined) {
    throw new ValidationError(`Error validating the schema of the ${type} to follow.`)
  }
  if (objectId === user.id) throw new ValidationError('You cannot follow yourself')
  const key = { object_type: type, object_id: objectId, follower_id: user.id }
  const known = await context.store.followers.get(key)
  const row: FollowerRow = known ?? { ...key, datetime: now() }
  if (!known) await context.store.followers.add(row)
  return { follower_id: row.follower_id, object_id: row.object_id, datetime: row.datetime }
}

/**
 * Lets the caller no longer follow something; not having followed it is no error.
 *
 * @throws NotAuthorized for guests
 * @throws ValidationError for an unknown id
 */
export async function unfollow(context: Context, type: FollowedType, { id }: Params): Promise<null> {
  const user = requireFollower(context, 'unfollow', type)
  const objectId = await followedId(context, type, id)
  if (objectId === undefined)
    throw new ValidationError('Error validating the schema of the object to unfollow.')
  await context.store.followers.remove(type, objectId, user.id)
  return null
}

/** Whether the caller follows something. @throws ValidationError for a missing or unknown id, then NotAuthorized for guests */
export async function isFollowing(context: Context, type: FollowedType, params: Params): Promise<boolean> {
  const objectId = await findFollowed(context, type, params)
  if (!context.user) throw new NotAuthorized()
  const key = { object_type: type, object_id: objectId, follower_id: context.user.id }
  return (await context.store.followers.get(key)) !== undefined
}
