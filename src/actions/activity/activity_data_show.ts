import { requireActivityReadable } from '../../auth/activities.ts'
import { activityObject } from '../../catalogue/activity/activity-object.ts'
import { findActivity } from '../../catalogue/activity/find-activity.ts'
import { NotFound } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: findActivity,
  authorize: (context, _params, activity) =>
    requireActivityReadable(context, activity, { withDetails: true }),
  run: (_context, { object_type: type }, activity) => {
    if (isFalsy(type)) return new JsonText(activity.data)
    const found = activityObject(activity, type)
    if (found === undefined) throw new NotFound('Could not find that object_type in the activity')
    return found
  },
})
