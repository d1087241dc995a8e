import { packageLabels } from '../../auth/packages.ts'
import { requireSysadmin } from '../../auth/sysadmin.ts'
import { activityText } from '../../catalogue/activity/activity-text.ts'
import { keepsActivities, recordActivity } from '../../catalogue/activity/record-activity.ts'
import { toJson } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'
import { type ActivityType, isAboutPackage } from '../../store/activity-types.ts'
import type { NewActivity } from '../../store/activities.ts'

/** Who sees it: what is about a dataset itself by the labels given, other things that happened to it as the dataset. */
async function audienceOf(
  context: Context,
  type: ActivityType,
  objectId: string,
  labels: readonly string[] | undefined,
): Promise<NewActivity['audience']> {
  const row = await context.store.packages.find(objectId)
  if (!row) return 'everybody'
  const needed = isAboutPackage(type) ? (labels ?? []) : packageLabels(context, row)
  return needed.includes('public') ? 'everybody' : needed
}

export default defineAction({
  authorize: requireSysadmin,
  run: async (context, params) => {
    if (!keepsActivities(context.config)) return null
    const type = params['activity_type'] as ActivityType
    const objectId = params['object_id'] as string
    const labels = params['permission_labels'] as readonly string[] | undefined
    const recorded = await recordActivity(context, {
      type,
      actor: await context.store.users.find(params['user_id'] as string),
      object_id: objectId,
      permission_labels: labels ?? null,
      audience: await audienceOf(context, type, objectId, labels),
      data: toJson(params['data'] ?? {}),
    })
    return activityText(recorded)
  },
})
