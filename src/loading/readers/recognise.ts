import type { JsonObject, JsonValue } from '../../core/json.ts'
import { isObject } from './is-object.ts'
import type { RecordKind } from './record.ts'

const DATASET_FIELDS = [
  'resources',
  'owner_org',
  'license_id',
  'license_title',
  'num_resources',
  'notes',
  'tags',
]
const USER_FIELDS = ['number_created_packages', 'email_hash', 'fullname', 'password_hash', 'sysadmin']
const GROUP_FIELDS = ['is_organization', 'package_count', 'image_display_url', 'approval_status']

const has = (record: JsonObject, fields: readonly string[]): boolean =>
  fields.some((field) => field in record)

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** Fields that describe a value (`{"type": "string", "description": …}`) instead of holding one. */
const describedFields = (record: JsonObject): readonly string[] =>
  Object.entries(record)
    .filter(
      ([, value]) => isObject(value) && 'type' in value && has(value, ['description', 'required', 'items']),
    )
    .map(([key]) => key)

function foreignObject(record: JsonObject): string | undefined {
  const described = describedFields(record)
  if (described.length > 2) {
    return (
      `it describes fields in the manner of a JSON Schema (${quoted(described.slice(0, 3))} are objects with a "type" and ` +
      'a "description"), and holds no datasets whose fields have values'
    )
  }
  if (has(record, ['@type', '@id', '@graph', '@context', 'distribution']) || Array.isArray(record.dataset)) {
    return 'it is DCAT (data.json or JSON-LD); a harvester reads that, loading takes CKAN’s records'
  }
  if (record.type === 'FeatureCollection' || record.type === 'Feature')
    return 'it is GeoJSON data, not a catalogue'
  if ('slug' in record && !('name' in record)) return 'it is a record of udata, not of CKAN'
  return undefined
}

/**
 * What a JSON value is by the fields that it has.
 *
 * @returns the kind of record, or a sentence that says what was found instead
 */
export function recognise(value: JsonValue): { readonly kind: RecordKind } | { readonly found: string } {
  if (typeof value === 'string') {
    return {
      found: 'it is a list of names; the records themselves are needed (package_search, or `ckanapi dump`)',
    }
  }
  if (!isObject(value)) return { found: `it is ${JSON.stringify(value).slice(0, 40)}, not a record` }
  const foreign = foreignObject(value)
  if (foreign !== undefined) return { found: foreign }
  if (value.is_organization === true || value.type === 'organization') return { kind: 'organization' }
  if (value.is_organization === false || value.type === 'group') return { kind: 'group' }
  if (!('resources' in value) && has(value, USER_FIELDS)) return { kind: 'user' }
  if (has(value, DATASET_FIELDS)) return { kind: 'dataset' }
  if (has(value, GROUP_FIELDS)) return { kind: 'group' }
  const keys = Object.keys(value)
  return {
    found: `it is an object with ${keys.length > 0 ? quoted(keys.slice(0, 6)) : 'nothing in it'}, not a record of CKAN`,
  }
}
