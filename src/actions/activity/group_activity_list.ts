import { requireGroupReadable } from '../../auth/groups.ts'
import { activityListText } from '../../catalogue/activity/activity-list-text.ts'
import { findGroup, requireKind } from '../../catalogue/group/find-group.ts'
import { listActivities } from '../../catalogue/activity/list-activities.ts'
import { refuseEmptyId } from '../../catalogue/refuse-empty-id.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  find: async (context, params) => {
    const id = required(params, 'id')
    refuseEmptyId(context, id, 'Group')
    const row = await findGroup(context, id)
    requireKind('group', row)
    return row
  },
  authorize: (context, _params, row) => requireGroupReadable(context, row),
  run: async (context, params, { id }) => activityListText(await listActivities(context, [id], params)),
})
