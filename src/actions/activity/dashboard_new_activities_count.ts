import { dashboardActivities, requireDashboard } from '../../catalogue/activity/dashboard.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: (context) => {
    requireDashboard(context)
  },
  // CKAN counts within one page.
  run: async (context, params) => {
    const rows = await dashboardActivities(context, requireDashboard(context), params)
    return rows.filter((row) => row.is_new).length
  },
})
