import type { JsonObject, JsonValue } from '../../core/json.ts'
import { isObject } from './is-object.ts'

const GROUP_PATH = /^group\//
const TRUE_WORDS = new Set(['true', 'yes', 't', 'y', '1'])
const FALSE_WORDS = new Set(['false', 'no', 'f', 'n', '0', ''])
/** DKAN shows whether a dataset is published, in the language of the site; only these say that it is not. */
const UNPUBLISHED = /^(unpublished|nicht veröffentlicht|unveröffentlicht|no publicado|non publié)/i

const objects = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : []

const isDkanPrivate = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && !TRUE_WORDS.has(value.toLowerCase()) && !FALSE_WORDS.has(value.toLowerCase())

/** Whether the dataset is in DKAN's dialect of package_show. */
export function isDkanRecord(record: JsonObject): boolean {
  const hasGroupPath = objects(record.groups).some(
    ({ name }) => typeof name === 'string' && name.startsWith('group/'),
  )
  return isDkanPrivate(record.private) || record.state === 'Active' || hasGroupPath
}

const lowerCase = (value: JsonValue | undefined): JsonValue =>
  typeof value === 'string' ? value.toLowerCase() : (value ?? null)

/** "Date changed\t2015-01-21T11:54:45+01:00" and the like: the time alone. */
const time = (value: JsonValue | undefined): JsonValue =>
  typeof value === 'string' ? (/\d{4}-\d{2}-\d{2}T\S+/.exec(value)?.[0] ?? null) : (value ?? null)

/** DKAN rounds sizes ("23.9 KB") and calls a format a media type: neither says what CKAN means by it. */
const isWholeNumber = (value: JsonValue | undefined): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))
const isMediaType = (value: JsonValue | undefined): boolean =>
  typeof value === 'string' && value.includes('/')

function resource(shown: JsonObject): JsonObject {
  const { state, name, size, mimetype, ...rest } = shown
  const isPath = typeof name === 'string' && name.startsWith('dataset/')
  return {
    ...rest,
    ...(isWholeNumber(size) ? { size: Number(size) } : {}),
    ...(isMediaType(mimetype) ? { mimetype: mimetype ?? null } : {}),
    ...(state === undefined ? {} : { state: lowerCase(state) }),
    ...(name === undefined || isPath ? {} : { name }),
    ...('last_modified' in shown ? { last_modified: time(shown.last_modified) } : {}),
    ...('created' in shown ? { created: time(shown.created) } : {}),
  }
}

/** DKAN numbers its vocabularies; their tags are CKAN's free tags. */
function tag({ vocabulary_id: _vocabularyId, id: _id, ...rest }: JsonObject): JsonObject {
  return rest
}

/**
 * A dataset of DKAN in CKAN's own shape. DKAN's groups are the publishers, so that the first one becomes the
 * organization; the licence is known by its title only.
 */
export function fromDkan(record: JsonObject): JsonObject {
  const [publisher, ...groups] = objects(record.groups).map((group): JsonObject => {
    const { name } = group
    return typeof name === 'string' ? { ...group, name: name.replace(GROUP_PATH, '') } : group
  })
  const { private: published, license_id: licenseId = record.license_title, owner_org: ownerOrg } = record
  return {
    ...record,
    state: lowerCase(record.state),
    type: lowerCase(record.type),
    private: isDkanPrivate(published) ? UNPUBLISHED.test(published) : (published ?? null),
    ...(licenseId === undefined ? {} : { license_id: licenseId }),
    tags: objects(record.tags).map(tag),
    resources: objects(record.resources).map(resource),
    groups,
    ...(publisher && ownerOrg === undefined
      ? { organization: publisher, owner_org: publisher.id ?? publisher.name ?? null }
      : {}),
    metadata_created: time(record.metadata_created),
    metadata_modified: time(record.metadata_modified),
  }
}
