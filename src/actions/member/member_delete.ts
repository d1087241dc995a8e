import { deleteMember, requireMemberEditable } from '../../catalogue/group/change-member.ts'
import { findMemberSubject } from '../../catalogue/group/find-member-subject.ts'
import { requireAll } from '../../kernel/require-all.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: (context, params) => {
    requireAll(params, ['id', 'object', 'object_type'])
    return findMemberSubject(context, params)
  },
  authorize: (context, _params, subject) => requireMemberEditable(context, subject),
  run: (context, _params, subject) => deleteMember(context, subject),
})
