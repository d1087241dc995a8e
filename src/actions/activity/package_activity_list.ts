import { requireReadable } from '../../auth/packages.ts'
import { activityListText } from '../../catalogue/activity/activity-list-text.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { listActivities } from '../../catalogue/activity/list-activities.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => findPackage(context, required(params, 'id')),
  authorize: (context, _params, row) => requireReadable(context, row),
  run: async (context, params, { id }) => activityListText(await listActivities(context, [id], params)),
})
