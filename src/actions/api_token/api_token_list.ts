import { requireSelf } from '../../auth/users.ts'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

export default defineAction({
  sideEffectFree: true,
  find: async (context, { user_id: userId, user: alternative }) => {
    const wanted = userId || alternative
    if (isFalsy(wanted)) throw new ValidationError({ user_id: ['Missing value'] })
    return typeof wanted === 'string' ? context.store.users.find(wanted) : undefined
  },
  authorize: (context, _params, user) => {
    requireSelf(context, user)
  },
  run: async (context, _params, user) => {
    if (!user) throw new NotFound('User not found')
    const tokens = await context.store.apiTokens.ofUser(user.id)
    return tokens.map(({ expires_at: expires, ...token }) =>
      expires === null ? token : { ...token, expires_at: expires },
    )
  },
})
