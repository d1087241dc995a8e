import { requireUserDetails } from '../../auth/users.ts'
import { activityListText } from '../../catalogue/activity/activity-list-text.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { listActivities } from '../../catalogue/activity/list-activities.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  find: (context, params) => {
    const id = required(params, 'id')
    // CKAN asks who may before it looks the user up.
    requireUserDetails(context)
    return findUser(context, id)
  },
  authorize: () => undefined,
  run: async (context, params, { id }) => activityListText(await listActivities(context, [id], params)),
})
