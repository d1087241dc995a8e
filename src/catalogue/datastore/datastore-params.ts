import type { Params } from '../../core/params.ts'
import { DataError } from '../../core/errors.ts'
import { actionSchema } from '../../validation/action-schema.ts'
import { pythonType } from '../../validation/python.ts'
import { isFalsy } from '../../validation/rules/presence.ts'

const isListOfObjects = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  typeof value[0] === 'object' &&
  value[0] !== null &&
  !Array.isArray(value[0])

/** Keys of a field (or trigger) that CKAN does not know are kept apart. */
function gathered(item: unknown, known: ReadonlySet<string>): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
  const entries = Object.entries(item)
  const unknown = entries.filter(([key]) => !known.has(key))
  if (unknown.length === 0) return item
  return {
    ...Object.fromEntries(entries.filter(([key]) => known.has(key))),
    __extras: Object.fromEntries(unknown),
  }
}

/** @throws DataError for what is no list of objects where the schema has one */
function checkList(key: string, value: unknown, params: Params): void {
  if (isListOfObjects(value) || (Array.isArray(value) && value.length === 0)) return
  const { records: _records, resource: _resource, ...data } = params
  throw new DataError(
    `Only lists of dicts can be placed against subschema ('${key}',), not ${pythonType(value)}`,
    data,
  )
}

/**
 * Parameters of a DataStore action as CKAN's schemas see them: `id` is `resource_id`, unknown ones are gathered in
 * `__extras`, also in the items of lists. Lists of objects stay where they are: the rules refuse them.
 *
 * @param preferred which of the two wins when both are given
 */
export function datastoreParams(
  action: string,
  params: Params,
  preferred: 'id' | 'resource_id' = 'id',
): Params {
  const schema = actionSchema('datastore', action)
  const known = schema?.known ?? new Set<string>()
  const lists = new Map((schema?.lists ?? []).map(({ key, item }) => [key, item.known]))
  const result: Record<string, unknown> = {}
  const extras: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(params)) {
    if (key === 'id' || key === '__extras') continue
    // Records are looked at by the tables themselves.
    const items = key === 'records' ? undefined : lists.get(key)
    if (items) checkList(key, value, params)
    if (!known.has(key) && !isListOfObjects(value)) extras[key] = value
    else result[key] = items && Array.isArray(value) ? value.map((item) => gathered(item, items)) : value
    if (items && Array.isArray(value) && value.length === 0) extras[key] = value
  }
  const { id } = params
  const hasOwn = Object.hasOwn(params, 'resource_id')
  if (!isFalsy(id) && (preferred === 'id' || !hasOwn)) result['resource_id'] = id
  return Object.keys(extras).length === 0 ? result : { ...result, __extras: extras }
}
