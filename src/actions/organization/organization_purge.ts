import { requireSysadmin } from '../../auth/sysadmin.ts'
import { purgeGroup, preparePurge } from '../../catalogue/group/delete-group.ts'
import { findGroup } from '../../catalogue/group/find-group.ts'
import { defineAction } from '../../kernel/action.ts'
import { required } from '../../kernel/required.ts'

export default defineAction({
  prepare: async (context, params) => {
    await preparePurge(context, 'organization', params['id'])
    return params
  },
  find: (context, params) => findGroup(context, required(params, 'id'), 'Organization was not found'),
  authorize: requireSysadmin,
  run: (context, _params, row) => purgeGroup(context, row),
})
