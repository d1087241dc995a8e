import { requireMembership } from '../../auth/groups.ts'
import { createRole, findRoleGroup } from '../../catalogue/group/change-role.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findRoleGroup,
  authorize: (context, _params, { group }) => requireMembership(context, group),
  run: (context, params, { group }) => createRole(context, params, group),
})
