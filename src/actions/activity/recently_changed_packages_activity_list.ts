import { activityListText } from '../../catalogue/activity/activity-list-text.ts'
import { listActivities } from '../../catalogue/activity/list-activities.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: () => undefined,
  // CKAN checks `before` and `after` here, and passes over them.
  run: async (context, { limit, offset }) =>
    activityListText(await listActivities(context, 'packages', { limit, offset })),
})
