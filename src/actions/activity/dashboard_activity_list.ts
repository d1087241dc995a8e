import { activityListText } from '../../catalogue/activity/activity-list-text.ts'
import { dashboardActivities, requireDashboard } from '../../catalogue/activity/dashboard.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: (context) => {
    requireDashboard(context)
  },
  run: async (context, params) =>
    activityListText(await dashboardActivities(context, requireDashboard(context), params)),
})
