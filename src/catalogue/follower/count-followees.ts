import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import { findFollowed } from './find-followed.ts'
import type { FolloweeKind } from './list-followees.ts'

/**
 * How many active objects of one kind a user follows. (CKAN counts groups, whatever it is asked for.)
 *
 * @throws ValidationError for a missing or unknown user
 */
export async function countFollowees(context: Context, kind: FolloweeKind, params: Params): Promise<number> {
  const { followers, groups } = context.store
  const userId = await findFollowed(context, 'user', params)
  if (kind === 'user' || kind === 'dataset') return (await followers.followedBy(kind, userId)).length
  let count = 0
  for (const id of await followers.followedBy('group', userId)) {
    if ((await groups.find(id))?.is_organization === (kind === 'organization')) count++
  }
  return count
}
