import { ValidationError } from '../../core/errors.ts'
import type { JsonText } from '../../core/json-text.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord } from '../../store/rows.ts'
import { actionSchema } from '../../validation/action-schema.ts'
import { shapedCall } from '../../validation/shaped-call.ts'
import { validate } from '../../validation/validate.ts'
import { savePackage } from './save-package.ts'

/**
 * What package_update does to parameters that another action put together (patch, revise, resource_*). `sent` is what
 * the client sent: CKAN echoes it when the structure is wrong.
 *
 * @returns the dataset as package_show answers it
 * @throws ValidationError, DataError as package_update
 */
export async function updatePackage(
  context: Context,
  before: PackageRecord,
  params: Params,
  sent: Params = params,
): Promise<JsonText> {
  const schema = actionSchema('package', 'package_update')
  if (!schema) throw new Error('schemas/actions/package/package_update.json is missing')
  const call = shapedCall(schema, context.scheming, 'package_update', params, before)
  const { data, errors } = await validate(call.schema, call.params, { context, subject: before }, sent)
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return savePackage(context, data, before)
}
