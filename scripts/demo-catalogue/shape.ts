import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../src/core/json.ts'

export interface DemoResource {
  readonly id: string
  readonly url: string
  readonly name: string
  readonly [field: string]: JsonValue
}

/** A dataset as `package_create` takes it; every CKAN without extensions accepts it. */
export interface DemoDataset {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly owner_org: string
  readonly resources: readonly DemoResource[]
  readonly [field: string]: JsonValue
}

export interface DemoOrganization {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly description: string
}

/** One source: its datasets, and the organizations that own them. */
export interface DemoPart {
  readonly organizations: readonly DemoOrganization[]
  readonly datasets: readonly DemoDataset[]
}

/** An id that is the same in every run: a UUID (version 8) made of a hash of the text. */
export function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

/** A name that CKAN accepts: lower-case ASCII letters, digits and hyphens, at most 100. */
export function nameOf(title: string): string {
  const plain = title.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '')
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100)
}

/** Tags that CKAN accepts, each once. */
export function tagsOf(names: readonly string[]): readonly { readonly name: string }[] {
  const clean = names.map((name) =>
    name
      .replace(/[^\p{L}\p{N}_ .-]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return [...new Set(clean)]
    .filter((name) => name.length >= 2 && name.length <= 100)
    .map((name) => ({ name }))
}

/** Extras out of named fields; lists become text, what is empty is left out. */
export function extrasOf(
  record: JsonObject,
  keys: readonly string[],
): readonly { key: string; value: string }[] {
  return keys.flatMap((key) => {
    const value = record[key]
    const text = Array.isArray(value) ? value.map(String).join(', ') : typeof value === 'string' ? value : ''
    return text === '' ? [] : [{ key, value: text }]
  })
}

export const textOf = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.trim() : ''

export const objectsOf = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonObject[]) : []

/** The fields of a resource that say something; addresses stay what they were, so that links lead to the portal. */
function resourceOf(shown: JsonObject): DemoResource {
  const kept = [
    'description',
    'format',
    'mimetype',
    'hash',
    'created',
    'last_modified',
    'language',
    'name_fra',
  ]
  const fields = kept.flatMap((key): [string, JsonValue][] => {
    const value = shown[key]
    return value === undefined || value === null || value === '' ? [] : [[key, value]]
  })
  return {
    id: textOf(shown.id),
    url: textOf(shown.url),
    name: textOf(shown.name),
    ...Object.fromEntries(fields),
    ...(shown.size === undefined || shown.size === null || shown.size === ''
      ? {}
      : { size: Number(shown.size) }),
  }
}

/** The fields that every source has, people left out. */
export function commonFields(record: JsonObject) {
  return {
    id: textOf(record.id),
    name: textOf(record.name),
    title: textOf(record.title),
    notes: textOf(record.notes),
    url: textOf(record.url),
    license_id: textOf(record.license_id),
    state: 'active',
    type: 'dataset',
    private: false,
    metadata_created: textOf(record.metadata_created),
    metadata_modified: textOf(record.metadata_modified),
    resources: objectsOf(record.resources).map(resourceOf),
  }
}
