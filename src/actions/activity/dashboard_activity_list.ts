import { activityListText } from '../../catalogue/activity-list-text.ts'
import { dashboardActivities, requireDashboard } from '../../catalogue/dashboard.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: (context) => {
    requireDashboard(context)
  },
  run: async (context, params) =>
    activityListText(await dashboardActivities(context, requireDashboard(context), params)),
})
