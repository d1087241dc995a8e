import type { JsonObject, JsonValue } from '../../core/json.ts'
import { isObject } from '../readers/is-object.ts'

const KNOWN_LISTS = new Set([
  'resources',
  'tags',
  'extras',
  'groups',
  'users',
  'packages',
  'relationships_as_subject',
  'relationships_as_object',
])

const isListOfObjects = (value: JsonValue): boolean => Array.isArray(value) && isObject(value[0] as JsonValue)

/** The object without the lists of objects that CKAN has no place for, and the names of those. */
function stripped(object: JsonObject, known: ReadonlySet<string>): readonly [JsonObject, readonly string[]] {
  const junk = Object.keys(object).filter((key) => !known.has(key) && isListOfObjects(object[key] ?? null))
  return [Object.fromEntries(Object.entries(object).filter(([key]) => !junk.includes(key))), junk]
}

/** The record without the lists of objects that CKAN refuses as junk, at its top and in its resources. */
export function withoutJunk(record: JsonObject): {
  readonly record: JsonObject
  readonly notes: readonly string[]
} {
  const [top, names] = stripped(record, KNOWN_LISTS)
  const notes = names.map((name) => `${name}: left out, CKAN knows no such list`)
  const { resources } = top
  if (!Array.isArray(resources)) return { record: top, notes }
  const clean = (resources as readonly JsonValue[]).map((resource, index) => {
    if (!isObject(resource)) return resource
    const [kept, junk] = stripped(resource, new Set())
    for (const name of junk)
      notes.push(`resource ${String(index + 1)}: ${name} left out, CKAN knows no such list`)
    return kept
  })
  return { record: { ...top, resources: clean }, notes }
}
