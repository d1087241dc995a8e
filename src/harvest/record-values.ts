import type { JsonObject, JsonValue } from '../core/json.ts'

export const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A text, trimmed; numbers as text; anything else is empty. */
export const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : ''

/** The items of a list; one that stands alone counts as a list of one. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || value === null || value === '') return []
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
}

export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  itemsOf(value).filter(isObject)

/** Texts that are not empty. */
export const textsOf = (value: JsonValue | undefined): readonly string[] =>
  itemsOf(value)
    .map(textOf)
    .filter((text) => text !== '')

/** Extras of the members that have a value. */
export const extrasOf = (members: Readonly<Record<string, string>>): readonly JsonObject[] =>
  Object.entries(members)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => ({ key, value }))

/** Tags of the words, each once; repaired later where CKAN would refuse them. */
export const tagsOf = (words: readonly string[]): readonly JsonObject[] =>
  [...new Set(words.map((word) => word.replace(/\s+/g, ' ').trim()))]
    .filter((name) => name !== '')
    .map((name) => ({ name }))
