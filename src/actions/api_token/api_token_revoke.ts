import { readToken, tokenId } from '../../auth/tokens.ts'
import { requireSelf } from '../../auth/users.ts'
import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'
import type { ApiTokenRow } from '../../store/api-tokens.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

/** By the token itself, its id as listed, or the `jti` that its holder can read in it. */
async function tokenOf({ config, store }: Context, { jti, token }: Params): Promise<ApiTokenRow | undefined> {
  if (!isFalsy(jti)) {
    return typeof jti === 'string'
      ? ((await store.apiTokens.get(jti)) ?? store.apiTokens.get(tokenId(jti)))
      : undefined
  }
  const id = typeof token === 'string' ? readToken(config, token) : undefined
  return id === undefined ? undefined : store.apiTokens.get(id)
}

export default defineAction({
  find: (context, params) => {
    if (isFalsy(params['jti']) && params['token'] === undefined)
      throw new ValidationError({ token: ['Missing value'] })
    return tokenOf(context, params)
  },
  authorize: (context, _params, token) => {
    requireSelf(context, token && { id: token.user_id })
  },
  run: async ({ store }, _params, token) => {
    if (token) await store.apiTokens.remove(token.id)
    return null
  },
})
