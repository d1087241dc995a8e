import { requireActivityReadable } from '../../auth/activities.ts'
import { activityObject } from '../../catalogue/activity/activity-object.ts'
import { activityText } from '../../catalogue/activity/activity-text.ts'
import { findActivity } from '../../catalogue/activity/find-activity.ts'
import { diffObjects, isDiffType } from '../../catalogue/activity/diff-objects.ts'
import { refuseEmptyId } from '../../catalogue/refuse-empty-id.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { JsonText } from '../../core/json-text.ts'
import { jsonString } from '../../core/json.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'
import { isAboutPackage } from '../../store/activity-types.ts'

export default defineAction({
  sideEffectFree: true,
  find: async (context, params) => {
    const id = required(params, 'id')
    required(params, 'object_type')
    refuseEmptyId(context, id, 'Activity')
    const activity = await findActivity(context, params)
    return { activity, previous: await context.store.activities.previous(activity) }
  },
  authorize: async (context, _params, { activity, previous }) => {
    await requireActivityReadable(context, activity, { withDetails: true })
    // The earlier one is shown as well, and may be from a time when fewer could see the dataset. Where it is about
    // something else, there is nothing to show.
    if (previous && isAboutPackage(previous.activity_type))
      await requireActivityReadable(context, previous, { withDetails: true })
  },
  run: (_context, { object_type: type, diff_type: diffType = 'unified' }, { activity, previous }) => {
    if (!previous) throw new NotFound('Previous activity for this object not found')
    const [before, after] = [activityObject(previous, type), activityObject(activity, type)]
    if (before === undefined || after === undefined) {
      throw new NotFound('Could not find object in the activity data')
    }
    if (!isDiffType(diffType)) throw new ValidationError('diff_type not recognized')
    const shown = [previous, activity].map((row) => activityText(row).text).join(', ')
    return new JsonText(
      `{"diff": ${jsonString(diffObjects(before, after, diffType))}, "activities": [${shown}]}`,
    )
  },
})
