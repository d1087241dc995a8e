import { createHash } from 'node:crypto'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import { BOX_FIELDS } from '../field-types.ts'
import { boundingBox } from './bounding-box.ts'
import { looseDate } from './loose-date.ts'

/** A dataset as Solr sees it: the values of each field, before analysis. */
export type SolrFields = ReadonlyMap<string, readonly string[]>

export interface FieldOptions {
  readonly siteId: string
  /** `ckan.extra_resource_fields`. */
  readonly resourceFields: readonly string[]
  readonly vocabularyName: (id: string) => string | undefined
  readonly now: Date
}

const NOT_PROMOTED = new Set(
  'entity_type res_url text urls indexed_ts site_id tags groups res_name res_description res_format res_type'.split(
    ' ',
  ),
)
const NOT_COPIED = new Set(
  'extras tags groups organization resources relationships_as_subject relationships_as_object title'.split(
    ' ',
  ),
)
const RESOURCE_FIELDS = [
  ['res_name', 'name'],
  ['res_description', 'description'],
  ['res_format', 'format'],
  ['res_url', 'url'],
  ['res_type', 'resource_type'],
] as const
/** Lucene's longest term; CKAN's Solr refuses the dataset, we leave the value out. */
const LONGEST = 32_766
const isShort = (value: string): boolean => value.length <= LONGEST / 3
// Characters that XML cannot hold: CKAN takes them out of what it indexes.

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : []

function texts(value: JsonValue | undefined): string[] {
  if (value === null || value === undefined || value === '') return []
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item) => (item === '' ? [''] : texts(item)))
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

/** `index_id`, Solr's unique key. */
export const indexId = (id: string, siteId: string): string =>
  createHash('md5')
    .update(id + siteId)
    .digest('hex')

/**
 * The Solr document that CKAN makes of a dataset dict, with two differences: `organization` and `groups` hold ids, whose
 * names are looked up when somebody searches, and what is copied from other fields (`text`, `urls`, n-grams) is left out.
 */
export function solrFields(
  dataset: JsonObject,
  labels: readonly string[],
  options: FieldOptions,
): SolrFields {
  const fields = new Map<string, readonly string[]>()
  const set = (name: string, values: readonly string[]): void => {
    if (values.length === 0) return
    const dated = name.endsWith('_date')
      ? values.flatMap((value) => looseDate(value, options.now) ?? [])
      : values
    const kept = dated.every(isShort) ? dated : dated.filter((value) => Buffer.byteLength(value) <= LONGEST)
    if (kept.length > 0) fields.set(name, kept)
  }
  for (const [key, value] of Object.entries(dataset)) if (!NOT_COPIED.has(key)) set(key, texts(value))
  for (const name of ['metadata_created', 'metadata_modified']) {
    const time = dataset[name]
    if (typeof time === 'string') fields.set(name, [/Z$|[+-]\d\d:\d\d$/.test(time) ? time : `${time}Z`])
  }
  const title = texts(dataset.title).join(' ').replace(NOT_XML, '')
  set('title', title.trimStart() === '' ? [] : [title.trimStart()])
  set('title_string', title.trim() === '' ? [] : [title])
  set(
    'notes',
    texts(dataset.notes).map((notes) => notes.replace(NOT_XML, '')),
  )
  setExtras(dataset, set)
  setTags(dataset, options, set)
  const organization = dataset.organization
  set('organization', isObject(organization) ? texts(organization.id) : [])
  set(
    'groups',
    objects(dataset.groups).flatMap((group) => texts(group.id)),
  )
  setResources(dataset, options, set)
  const isPrivate = dataset.private
  set('capacity', [isPrivate === true || isPrivate === 'true' || isPrivate === 'True' ? 'private' : 'public'])
  set('entity_type', ['package'])
  set('dataset_type', texts(dataset.type))
  set('site_id', [options.siteId])
  set('permission_labels', labels)
  const box = boundingBox(dataset)
  if (box) {
    const sides = [box.minX, box.minY, box.maxX, box.maxY]
    BOX_FIELDS.forEach((name, i) => fields.set(name, [String(sides[i])]))
  }
  set('indexed_ts', [options.now.toISOString()])
  return fields
}

type SetField = (name: string, values: readonly string[]) => void

function setExtras(dataset: JsonObject, set: SetField): void {
  for (const extra of objects(dataset.extras)) {
    const key = texts(extra.key)
      .join('')
      .replace(/[^0-9A-Za-z_-]/g, '')
    const value = texts(extra.value).join(' ')
    if (value === '') continue
    set(`extras_${key}`, [value])
    if (!NOT_PROMOTED.has(key) && !(key in dataset)) set(key, [value])
  }
}

function setTags(dataset: JsonObject, options: FieldOptions, set: SetField): void {
  const byField = new Map<string, string[]>()
  for (const tag of objects(dataset.tags)) {
    const { vocabulary_id: vocabulary } = tag
    const name = typeof vocabulary === 'string' ? options.vocabularyName(vocabulary) : undefined
    if (typeof vocabulary === 'string' && name === undefined) continue
    const field = name === undefined ? 'tags' : `vocab_${name}`
    byField.set(field, [...(byField.get(field) ?? []), ...texts(tag.name)])
  }
  for (const [field, names] of byField) set(field, names)
}

function setResources(dataset: JsonObject, options: FieldOptions, set: SetField): void {
  const resources = objects(dataset.resources)
  const collect = (field: string, key: string): void => {
    set(
      field,
      resources.flatMap((resource) => (resource[key] === '' ? [''] : texts(resource[key]))),
    )
  }
  for (const [field, key] of RESOURCE_FIELDS) collect(field, key)
  for (const key of options.resourceFields) collect(`res_extras_${key}`, key)
}
