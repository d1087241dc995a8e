import { userLabels } from '../../auth/packages.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { ActivityRow } from '../../store/activities.ts'
import type { FeedQuery } from '../../store/activity-feed.ts'
import { type ActivityType, activityTypes } from '../../store/activity-types.ts'

/** The types that an activity list is to show; undefined: all. */
function wantedTypes(params: Params): readonly ActivityType[] | undefined {
  const only = params['activity_types'] as readonly string[] | undefined
  const without = params['exclude_activity_types'] as readonly string[] | undefined
  if (only && only.length > 0) return activityTypes.filter((type) => only.includes(type))
  if (without && without.length > 0) return activityTypes.filter((type) => !without.includes(type))
  return undefined
}

/** One page of activities that the caller may see, as parameters ask that passed the rules of an activity list. */
export async function listActivities(
  context: Context,
  of: FeedQuery['of'],
  params: Params,
  ofActiveIn: FeedQuery['ofActiveIn'] = [],
): Promise<readonly ActivityRow[]> {
  return context.store.activities.list({
    of,
    ofActiveIn,
    labels: await userLabels(context),
    withHidden: isSysadmin(context) && params['include_hidden_activity'] === true,
    types: wantedTypes(params),
    before: params['before'] as number | undefined,
    after: params['after'] as number | undefined,
    limit: params['limit'] as number,
    offset: (params['offset'] as number | undefined) ?? 0,
  })
}
