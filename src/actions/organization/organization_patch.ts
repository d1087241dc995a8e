import { authorizeGroupChange, requireExtrasInPatch } from '../../catalogue/group/change-group.ts'
import { findGroup, requireKind } from '../../catalogue/group/find-group.ts'
import { saveGroup } from '../../catalogue/group/save-group.ts'
import { shownChangedGroup } from '../../catalogue/group/show-group.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  find: (context, params) => {
    if (!params['id'] && !isSysadmin(context))
      throw new ValidationError('Missing id, can not get Group object')
    return findGroup(context, required(params, 'id'))
  },
  authorize: async (context, params, row) => {
    await authorizeGroupChange(context, 'organization', params, row)
    requireKind('organization', row)
    requireExtrasInPatch(context, params, row)
  },
  run: async (context, params, row) =>
    shownChangedGroup(
      context,
      await saveGroup(context, params, { kind: 'organization', before: row, keepsLists: true }),
    ),
})
