import { createMember, requireMemberEditable } from '../../catalogue/group/change-member.ts'
import { findMemberSubject } from '../../catalogue/group/find-member-subject.ts'
import { requireAll } from '../../kernel/require-all.ts'
import { ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { textOf } from '../../validation/rules/texts.ts'

export default defineAction({
  find: (context, params) => {
    requireAll(params, ['id', 'object', 'object_type', 'capacity'])
    return findMemberSubject(context, params)
  },
  authorize: (context, _params, subject) => requireMemberEditable(context, subject),
  run: async (context, { capacity }, subject) => {
    if (capacity === null) throw new ValidationError({ capacity: ['Missing value'] })
    return createMember(context, subject, textOf(capacity))
  },
})
