import { DataError } from '../core/errors.ts'
import type { Params } from '../core/params.ts'
import type { Scheming } from '../scheming/scheming.ts'
import type { GroupRow } from '../store/group-columns.ts'
import type { CompiledObject } from './compile.ts'
import { expandComposites } from './expand-composites.ts'
import { pythonType } from './python.ts'
import { shapedSchema } from './shaped-schema.ts'

export interface ShapedCall {
  readonly schema: CompiledObject
  readonly params: Params
}

const listKeys = (schema: CompiledObject, base?: CompiledObject): readonly string[] => {
  const before = new Set(base?.lists.map(({ key }) => key))
  return schema.lists.map(({ key }) => key).filter((key) => !before.has(key))
}

/** Lists of objects that a form sent flat, in the dataset and in its resources, as lists. */
function expanded(schema: CompiledObject, base: CompiledObject, params: Params): Params {
  const whole = expandComposites(params, listKeys(schema, base))
  const item = schema.lists.find(({ key }) => key === 'resources')?.item
  const baseItem = base.lists.find(({ key }) => key === 'resources')?.item
  const { resources } = whole
  if (!item || item === baseItem || !Array.isArray(resources)) return whole
  const keys = listKeys(item, baseItem)
  const one = (resource: unknown): unknown =>
    typeof resource === 'object' && resource !== null ? expandComposites(resource as Params, keys) : resource
  return { ...whole, resources: (resources as readonly unknown[]).map(one) }
}

/** @throws DataError as CKAN for null in place of a list of objects, which its own lists take */
function refuseNull(schema: CompiledObject, base: CompiledObject, params: Params): void {
  const key = listKeys(schema, base).find((name) => params[name] === null)
  if (key === undefined) return
  throw new DataError(
    `Only lists of dicts can be placed against subschema ('${key}',), not ${pythonType(null)}`,
    params,
  )
}

/**
 * What a call is checked against, and with what, where the site declares fields of its own.
 *
 * @param subject the stored dataset, group or organization of a change
 * @throws ValidationError for a type of dataset that the site does not take
 * @throws DataError
 */
export function shapedCall(
  base: CompiledObject,
  scheming: Scheming,
  action: string,
  params: Params,
  subject: unknown,
): ShapedCall {
  const stored = subject as GroupRow | undefined
  const schema = shapedSchema(base, scheming, action, stored?.type ?? params['type'])
  if (schema === base) return { schema, params }
  const whole =
    stored && action.endsWith('_patch')
      ? {
          ...scheming.shapes.group(stored.is_organization, stored.type, stored.extras).fields,
          ...params,
        }
      : params
  refuseNull(schema, base, whole)
  return { schema, params: expanded(schema, base, whole) }
}
