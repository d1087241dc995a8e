import { requireActivityReadable } from '../../auth/activities.ts'
import { activityText } from '../../catalogue/activity/activity-text.ts'
import { findActivity } from '../../catalogue/activity/find-activity.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: findActivity,
  // Any text counts as yes here, also that of `include_data=false` in a query (CKAN).
  authorize: (context, { include_data: given }, activity) =>
    requireActivityReadable(context, activity, { withDetails: !isFalsy(given) }),
  run: (_context, _params, activity) => activityText(activity),
})
