import { requireGroupReadable } from '../../auth/groups.ts'
import { findGroup, requireKind } from '../../catalogue/group/find-group.ts'
import { asksForUsers, partsOfShow } from '../../catalogue/group/group-parts.ts'
import { shownGroup } from '../../catalogue/group/show-group.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  sideEffectFree: true,
  isKept: () => true,
  find: async (context, params) => {
    const row = await findGroup(context, required(params, 'id'))
    requireKind('organization', row)
    return row
  },
  authorize: (context, params, row) =>
    requireGroupReadable(context, row, asksForUsers(context.config, params)),
  run: (context, params, row) => shownGroup(context, row, partsOfShow(context.config, params)),
})
