import { type JsonObject, type JsonValue, toJson } from '../core/json.ts'
import { isObject } from './readers/is-object.ts'
import type { LoadOptions } from './load-options.ts'
import type { RecordKind } from './readers/record.ts'

/** Fields of a dataset that CKAN takes or shows; what else there is belongs to an extension. */
const DATASET_FIELDS = new Set(
  `id name title author author_email maintainer maintainer_email license_id notes url version state type owner_org private
  plugin_data tag_string tags resources extras groups organization creator_user_id metadata_created metadata_modified
  num_resources num_tags isopen license_title license_url relationships relationships_as_object relationships_as_subject
  revision_id revision_timestamp tracking_summary license notes_rendered ratings_average ratings_count
  ckan_url download_url`.split(/\s+/),
)

const textOf = (value: JsonValue): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value.join(', ')
      : toJson(value)

const isEmpty = (value: JsonValue): boolean =>
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (isObject(value) && Object.keys(value).length === 0)

/** The fields that CKAN would drop silently become extras, lists of texts with commas between them. */
function withFieldsAsExtras(record: JsonObject): JsonObject {
  const extras = Array.isArray(record.extras) ? (record.extras as readonly JsonValue[]) : []
  const keys = new Set(extras.map((extra) => (isObject(extra) ? extra.key : undefined)))
  const unknown = Object.entries(record).filter(([key, value]) => !DATASET_FIELDS.has(key) && !isEmpty(value))
  const added = unknown
    .filter(([key]) => !keys.has(key))
    .map(([key, value]) => ({ key, value: textOf(value) }))
  const kept = Object.fromEntries(Object.entries(record).filter(([key]) => DATASET_FIELDS.has(key)))
  return { ...kept, extras: [...extras, ...added] }
}

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\//i

/** The resource as a link when it is of one of these types, whose addresses CKAN would make anew for this site. */
function linked(resource: JsonValue, types: ReadonlySet<JsonValue>): JsonValue {
  if (!isObject(resource) || !types.has(resource.url_type ?? null)) return resource
  return typeof resource.url === 'string' && ABSOLUTE.test(resource.url)
    ? { ...resource, url_type: null }
    : resource
}

function withLinks(record: JsonObject, { uploadsAsLinks, tablesAsLinks }: LoadOptions): JsonObject {
  const types = new Set([...(uploadsAsLinks ? ['upload'] : []), ...(tablesAsLinks ? ['datastore'] : [])])
  const { resources } = record
  if (types.size === 0 || !Array.isArray(resources)) return record
  const links = (resources as readonly JsonValue[]).map((resource) => linked(resource, types))
  return { ...record, resources: links }
}

/** The record as the options want it, before it meets the catalogue. */
export function adaptRecord(kind: RecordKind, record: JsonObject, options: LoadOptions): JsonObject {
  if (kind === 'organization' || kind === 'group') {
    // Datasets name their groups themselves; a list here would put all others out.
    const { packages: _packages, ...rest } = record
    return rest
  }
  if (kind === 'user') return record
  return withLinks(options.keepFields ? withFieldsAsExtras(record) : record, options)
}
