import {
  authorizeGroupChange,
  prepareGroupUpdate,
  refuseNullLists,
} from '../../catalogue/group/change-group.ts'
import { findGroup } from '../../catalogue/group/find-group.ts'
import { saveGroup } from '../../catalogue/group/save-group.ts'
import { shownChangedGroup } from '../../catalogue/group/show-group.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  prepare: prepareGroupUpdate,
  find: (context, params) => findGroup(context, required(params, 'id'), 'Group was not found.'),
  authorize: async (context, params, row) => {
    await authorizeGroupChange(context, 'group', params, row)
    refuseNullLists(params)
  },
  run: async (context, params, row) =>
    shownChangedGroup(context, await saveGroup(context, params, { kind: 'group', before: row })),
})
