import { ValidationError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import type { Context } from '../kernel/context.ts'
import { actionSchema } from '../validation/action-schema.ts'
import { validate } from '../validation/validate.ts'

/**
 * Parameters after the rules of another action's schema: for actions that do many of it.
 *
 * @throws ValidationError, DataError
 */
export async function validated(
  context: Context,
  noun: string,
  action: string,
  params: Params,
): Promise<Params> {
  const schema = actionSchema(noun, action)
  if (!schema) return params
  const { data, errors } = await validate(schema, params, { context, subject: undefined })
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return data
}
