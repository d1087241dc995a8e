import { ValidationError } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { UserRow } from '../../store/users.ts'
import { actionSchema } from '../../validation/action-schema.ts'
import { validate } from '../../validation/validate.ts'
import { saveUser } from './save-user.ts'
import { shownUser } from './show-user.ts'

/** The rules of user_update, for parameters that another action put together. @throws ValidationError */
export async function checkUserUpdate(context: Context, before: UserRow, params: Params): Promise<Params> {
  const schema = actionSchema('user', 'user_update')
  if (!schema) throw new Error('schemas/actions/user/user_update.json is missing')
  const { data, errors } = await validate(schema, params, { context, subject: before })
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return data
}

/** `plugin_extras` of an answer: only where the call gave some. */
export const givenExtras = (data: Params): { readonly plugin_extras?: JsonObject } =>
  data['plugin_extras'] === undefined ? {} : { plugin_extras: data['plugin_extras'] as JsonObject }

/** Writes what passed the rules, and shows the user to the caller. */
export async function updateUser(
  context: Context,
  before: UserRow,
  data: Params,
): Promise<Record<string, unknown>> {
  const user = await saveUser(context, data, before)
  return { ...(await shownUser(context, user, { embedded: false })), ...givenExtras(data) }
}
