import { requireSelf } from '../../auth/users.ts'
import { createApiToken } from '../../catalogue/user/create-api-token.ts'
import { findUser } from '../../catalogue/user/find-user.ts'
import { type ErrorDict, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { defineAction } from '../../kernel/action.ts'
import type { Context } from '../../kernel/context.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'

/** A hundred years, in seconds. */
const LONGEST_LIFE = 100 * 366 * 24 * 3600

/** Seconds; undefined: for ever, as CKAN's tokens without the plugin expire_api_token. */
function lifetimeOf({ config }: Context, { expires_in: count, unit }: Params): number | undefined {
  if (!config['ckan.plugins'].includes('expire_api_token')) return undefined
  if (count === undefined || count === null) return config['expire_api_token.default_lifetime']
  const errors: ErrorDict = {}
  const positive = (key: string, value: unknown): number => {
    const integer = integerOf(value)
    if (integer === undefined) errors[key] = ['Invalid integer']
    else if (integer < 1) errors[key] = ['Must be a positive integer']
    return integer ?? 0
  }
  const lifetime = positive('expires_in', count) * positive('unit', unit ?? 1)
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return Math.min(lifetime, LONGEST_LIFE)
}

export default defineAction({
  find: (context, { user, name }) => {
    const errors: ErrorDict = {}
    if (isFalsy(name) && name !== 0 && name !== false) errors['name'] = ['Missing value']
    // An empty user is one that there is not (CKAN).
    if (user === undefined) errors['user'] = ['Missing value']
    if (Object.keys(errors).length > 0) throw new ValidationError(errors)
    return findUser(context, user, 'User not found')
  },
  authorize: (context, _params, user) => {
    requireSelf(context, user)
  },
  run: async (context, params, user) => ({
    token: await createApiToken(context, user.id, textOf(params['name']), lifetimeOf(context, params)),
  }),
})
