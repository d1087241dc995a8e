import { requireUserDetails } from '../../auth/users.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

const DEFAULT_LIMIT = 20

export default defineAction({
  sideEffectFree: true,
  authorize: requireUserDetails,
  run: (context, { q, limit, ignore_self: ignoreSelf }) => {
    const except = isFalsy(ignoreSelf) ? undefined : context.user?.name
    const filter = { text: q === null ? '' : textOf(q), inEmail: isSysadmin(context), except }
    return context.store.users.matching(filter, typeof limit === 'number' ? limit : DEFAULT_LIMIT)
  },
})
