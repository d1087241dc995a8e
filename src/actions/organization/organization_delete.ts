import { requireGroupDeletable } from '../../auth/groups.ts'
import { deleteGroup, prepareDelete } from '../../catalogue/group/delete-group.ts'
import { findGroup } from '../../catalogue/group/find-group.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  prepare: async (context, params) => {
    await prepareDelete(context, 'organization', params['id'])
    return params
  },
  find: (context, params) => findGroup(context, required(params, 'id'), 'Group was not found.'),
  authorize: (context, _params, row) => requireGroupDeletable(context, 'organization', row),
  run: (context, { id }, row) => deleteGroup(context, 'organization', row, id),
})
