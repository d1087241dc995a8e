import { requireMemberEditable, deleteMember } from '../../catalogue/group/change-member.ts'
import { findRoleHolder, requireUser } from '../../catalogue/group/change-role.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findRoleHolder,
  authorize: async (context, _params, subject) => {
    requireUser(context)
    await requireMemberEditable(context, subject)
  },
  run: (context, _params, subject) => deleteMember(context, subject),
})
