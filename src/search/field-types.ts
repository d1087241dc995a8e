import type { Chain } from './analysis/analyse.ts'
import { languageOf, type Language } from './analysis/languages.ts'

/**
 * `string`: the whole value is one term; `text` and `general`: analysed; `ngram`: pieces of 2 to 10 letters;
 * `date` and `integer`: numbers (a date is milliseconds since 1970); `unsearchable`: kept, but nothing finds it;
 * a language: analysed as that language is.
 */
export type FieldKind =
  'string' | 'text' | 'general' | 'ngram' | 'date' | 'integer' | 'unsearchable' | Language

/** What CKAN's Solr schema says of a field. */
export interface FieldType {
  readonly kind: FieldKind
  readonly multiple: boolean
  /** Whether `fl` can ask for it. */
  readonly stored: boolean
  /** Whether its values are also searched by words without a field. */
  readonly inText: boolean
}

const kept = (kind: FieldKind, inText = false): FieldType => ({ kind, multiple: false, stored: true, inText })
const list = (kind: FieldKind, inText: boolean, stored = true): FieldType => ({
  kind,
  multiple: true,
  stored,
  inText,
})

const STRING = kept('string')
const DATE = kept('date')
const NUMBER: FieldType = { kind: 'integer', multiple: false, stored: false, inText: false }
const OTHER: FieldType = { kind: 'string', multiple: false, stored: false, inText: false }
const COPIED = list('text', false, false)

/** Sides of a document's bounding box. No extra can have such a name. */
export const BOX_FIELDS = ['box:minX', 'box:minY', 'box:maxX', 'box:maxY'] as const

const declared: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ...['id', 'index_id', 'site_id', 'entity_type', 'dataset_type', 'state', 'capacity', 'revision_id'].map(
    (name) => [name, STRING] as const,
  ),
  ...['version', 'url', 'ckan_url', 'download_url', 'license_id'].map((name) => [name, STRING] as const),
  ...['name', 'license', 'organization'].map((name) => [name, kept('string', true)] as const),
  ['title_string', OTHER],
  ...['title', 'notes'].map((name) => [name, kept('text', true)] as const),
  ...['author', 'maintainer'].map((name) => [name, kept('general', true)] as const),
  ...['author_email', 'maintainer_email'].map((name) => [name, kept('general')] as const),
  ...['title_ngram', 'name_ngram'].map((name) => [name, kept('ngram')] as const),
  ...['tags', 'groups'].map((name) => [name, list('string', true)] as const),
  ...['res_name', 'res_description'].map((name) => [name, list('general', true)] as const),
  ...['res_format', 'res_type', 'res_url'].map((name) => [name, list('string', false)] as const),
  ['permission_labels', list('string', false, false)],
  ...['text', 'urls', 'depends_on', 'dependency_of', 'derives_from', 'has_derivation'].map(
    (name) => [name, COPIED] as const,
  ),
  ...['links_to', 'linked_from', 'child_of', 'parent_of'].map((name) => [name, COPIED] as const),
  ...['views_total', 'views_recent', 'resources_accessed_total', 'resources_accessed_recent'].map(
    (name) => [name, NUMBER] as const,
  ),
  ...['metadata_created', 'metadata_modified', 'indexed_ts'].map((name) => [name, DATE] as const),
  ...BOX_FIELDS.map((name) => [name, NUMBER] as const),
  ...['data_dict', 'validated_data_dict'].map((name) => [name, kept('unsearchable')] as const),
])

/** The longest pattern that fits a name that is not declared decides. */
const dynamic: readonly (readonly [test: RegExp, type: FieldType])[] = [
  [/^res_extras_/, list('text', true)],
  [/^extras_/, kept('text', true)],
  [/^vocab_/, list('string', true)],
  [/_date$/, DATE],
]

/** The type of any field name: there is no unknown one. */
export function fieldType(name: string): FieldType {
  return declared.get(name) ?? dynamic.find(([test]) => test.test(name))?.[1] ?? languageType(name) ?? OTHER
}

/** `german:text` and the like: see analysis/languages.ts. */
function languageType(name: string): FieldType | undefined {
  const colon = name.indexOf(':')
  const language = colon < 0 ? undefined : languageOf(name.slice(0, colon))
  return language && list(language, false, false)
}

/** How the values of a kind are analysed; `undefined`: not at all. */
export function chainOf(kind: FieldKind): Chain | undefined {
  return kind === 'text' || kind === 'general' ? kind : languageOf(kind)
}
