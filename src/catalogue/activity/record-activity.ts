import type { Config } from '../../config/config.ts'
import type { Context } from '../../kernel/context.ts'
import type { ActivityRow, NewActivity } from '../../store/activities.ts'
import type { UserRow } from '../../store/users.ts'
import { siteUser } from '../user/site-user.ts'

/** Who does something: a user, or a guest (undefined). At the terminal it is the site's own user, as in CKAN. */
export type Actor = UserRow | undefined

type Recorded = Pick<NewActivity, 'type' | 'object_id' | 'audience' | 'data'> &
  Partial<Pick<NewActivity, 'permission_labels' | 'isCopyOfObject'>> & { readonly actor: Actor }

/** Whether the site keeps a record of changes. */
export const keepsActivities = (config: Config): boolean =>
  config['ckan.plugins'].includes('activity') && config['ckan.activity_streams_enabled']

/** Who is doing it. */
export const actorOf = async (context: Context): Promise<Actor> =>
  context.user ?? (context.operator === true ? siteUser(context) : undefined)

/** Adds an activity in the transaction of what it tells about. */
export async function recordActivity(
  context: Context,
  { actor, ...activity }: Recorded,
): Promise<ActivityRow> {
  const hidden = context.config['ckan.hide_activity_from_users']
  return context.store.activities.record({
    permission_labels: null,
    isCopyOfObject: false,
    ...activity,
    user_id: actor?.id ?? null,
    isHidden: actor !== undefined && (hidden.includes(actor.name) || hidden.includes(actor.id)),
  })
}
