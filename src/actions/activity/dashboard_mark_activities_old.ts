import { requireDashboard } from '../../catalogue/activity/dashboard.ts'
import { now } from '../../core/time.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  authorize: (context) => {
    requireDashboard(context)
  },
  run: async (context) => {
    await context.store.dashboards.setViewed(requireDashboard(context).id, now())
    return null
  },
})
