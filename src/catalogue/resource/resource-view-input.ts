import { ValidationError } from '../../core/errors.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { ResourceViewRow } from '../../store/resource-views.ts'
import { pythonRepr } from '../../validation/python.ts'
import { validate } from '../../validation/validate.ts'
import { viewSchema, viewType } from './resource-view-types.ts'

const COLUMNS = new Set(['id', 'resource_id', 'title', 'description', 'view_type', 'package_id'])

export interface ViewInput {
  readonly id: string | undefined
  readonly resource_id: string | undefined
  readonly title: string | undefined
  readonly description: string | undefined
  /** The fields of its kind. */
  readonly config: JsonObject
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/**
 * What the rules of a kind of views make of the parameters; `before` is the stored view of an update.
 *
 * @throws ValidationError, also for a kind whose plugin is off
 */
export async function viewInput(
  context: Context,
  params: Params,
  kind: unknown,
  before?: ResourceViewRow,
): Promise<ViewInput> {
  const type = viewType(context.config, kind)
  if (!type) {
    const name = typeof kind === 'string' ? kind : pythonRepr(kind)
    throw new ValidationError({ view_type: `No plugin found for view_type ${name}` })
  }
  const { data, errors } = await validate(viewSchema(type, !before), params, { context, subject: before })
  if (Object.keys(errors).length > 0) throw new ValidationError(errors)
  return {
    id: text(data['id']),
    resource_id: text(data['resource_id']),
    title: text(data['title']),
    description: text(data['description']),
    config: Object.fromEntries(Object.entries(data).filter(([key]) => !COLUMNS.has(key))) as JsonObject,
  }
}
