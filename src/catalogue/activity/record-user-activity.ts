import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'
import { keepsActivities, recordActivity } from './record-activity.ts'

/** Records that a user was made or changed; whoever did it, CKAN names the user. */
export async function recordUserActivity(
  context: Context,
  change: 'new' | 'changed',
  user: UserRow,
): Promise<void> {
  if (!keepsActivities(context.config)) return
  await recordActivity(context, {
    type: `${change} user`,
    actor: user,
    object_id: user.id,
    audience: 'everybody',
    data: '{}',
  })
}
