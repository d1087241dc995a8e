import { newToken } from '../../auth/tokens.ts'
import { now, timeText } from '../../core/time.ts'
import type { Context } from '../../kernel/context.ts'

/**
 * Makes an API token.
 *
 * @param lifetime seconds; undefined: for ever
 * @returns the token's text, which is kept nowhere
 */
export async function createApiToken(
  context: Context,
  userId: string,
  name: string,
  lifetime?: number,
): Promise<string> {
  const { token, id } = newToken(context.config)
  const expires = lifetime === undefined ? null : timeText((Date.now() + lifetime * 1000) * 1000)
  await context.store.apiTokens.save({
    id,
    name,
    user_id: userId,
    created_at: now(),
    expires_at: expires,
    last_access: null,
  })
  return token
}
