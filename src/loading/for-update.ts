import type { JsonObject, JsonValue } from '../core/json.ts'
import { isObject } from './readers/is-object.ts'
import type { RecordKind } from './readers/record.ts'

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : []

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === undefined || value === null || value === ''

/** The stored resource that a record's resource without an id stands for: the first free one with its address and name. */
function counterpart(
  resource: JsonObject,
  stored: readonly JsonObject[],
  taken: ReadonlySet<JsonValue | undefined>,
) {
  const { id, url } = resource
  if (!isEmpty(id)) return stored.find((item) => item.id === id)
  return stored.find(
    (item) =>
      !taken.has(item.id) &&
      (item.url === url || item.url === `http://${url as string}`) &&
      (item.name ?? null) === (resource.name ?? null),
  )
}

/** What CKAN would make anew at each update (ids, guesses) is taken from the stored resource, so that it stays. */
function resourcesForUpdate(
  given: readonly JsonObject[],
  stored: readonly JsonObject[],
): readonly JsonObject[] {
  const taken = new Set(given.map((resource) => resource.id).filter((id) => !isEmpty(id)))
  return given.map((resource) => {
    const known = counterpart(resource, stored, taken)
    if (known === undefined) return resource
    taken.add(known.id)
    return {
      ...resource,
      id: known.id ?? null,
      ...('mimetype' in resource ? {} : { mimetype: known.mimetype ?? null }),
      ...(isEmpty(resource.id) && isEmpty(resource.format) ? { format: known.format ?? '' } : {}),
      ...(isEmpty(resource.created) ? { created: known.created ?? null } : {}),
    }
  })
}

/** The record as the update action takes it: with the stored id, and what the record leaves open as it is stored. */
export function forUpdate(kind: RecordKind, record: JsonObject, stored: JsonObject): JsonObject {
  const withId: JsonObject = { ...record, id: stored.id ?? null }
  if (kind === 'dataset') {
    return { ...withId, resources: resourcesForUpdate(objects(record.resources), objects(stored.resources)) }
  }
  if (kind === 'user') return { ...withId, email: record.email ?? stored.email ?? null }
  return 'users' in record ? withId : { ...withId, users: stored.users ?? [] }
}
