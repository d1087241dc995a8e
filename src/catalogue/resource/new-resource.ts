import { type JsonObject, toJson } from '../../core/json.ts'
import { textOrNull } from '../../core/text-or-null.ts'
import { now } from '../../core/time.ts'
import { Upload } from '../../core/upload.ts'
import { RESOURCE_COLUMNS } from '../../store/package-columns.ts'
import type { PackageRow, ResourceRow } from '../../store/rows.ts'

/** A resource after its rules. */
export type ResourceInput = Readonly<Record<string, unknown>>

const NAMED = new Set<string>([
  ...RESOURCE_COLUMNS,
  'upload',
  'clear_upload',
  'extras',
  '__extras',
  'revision_timestamp',
])

/**
 * The fields that CKAN's schema does not name, kept with their JSON types, in alphabetical order. Without a table
 * `datastore_active` is only ever shown, so that sending a shown resource back changes nothing.
 */
function customFields(input: ResourceInput): JsonObject {
  const own = Object.entries(input)
    .filter(([key, value]) => !NAMED.has(key) && !(key === 'datastore_active' && value === false))
    .map(([key, value]) => [key, value instanceof Upload ? value.filename : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(own) as JsonObject
}

const lastSegment = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

/**
 * The row of a resource as an update leaves it (spec: action API 6.1): what is omitted is cleared or kept, field by
 * field as in CKAN. `before` is undefined for a new resource.
 */
export function resourceRow(
  pkg: Pick<PackageRow, 'id'>,
  id: string,
  position: number,
  input: ResourceInput,
  before: ResourceRow | undefined,
): ResourceRow {
  const kept = <Key extends keyof ResourceRow>(key: Key, fallback: ResourceRow[Key]): ResourceRow[Key] =>
    input[key] === undefined ? (before?.[key] ?? fallback) : (input[key] as ResourceRow[Key])
  const urlType = kept('url_type', null)
  const url = textOrNull(input['url']) ?? ''
  const row: ResourceRow = {
    id,
    package_id: pkg.id,
    position,
    // An upload's url is only the file's name; a file that stays keeps it when no url is sent.
    url: urlType === 'upload' ? lastSegment(url) || (before?.url ?? '') : url,
    format: kept('format', ''),
    description: textOrNull(input['description']),
    hash: kept('hash', ''),
    name: kept('name', null),
    resource_type: textOrNull(input['resource_type']),
    mimetype: textOrNull(input['mimetype']),
    mimetype_inner: textOrNull(input['mimetype_inner']),
    size: kept('size', null),
    created: kept('created', null) ?? before?.created ?? now(),
    last_modified: kept('last_modified', null),
    metadata_modified: before?.metadata_modified ?? null,
    cache_url: kept('cache_url', null),
    cache_last_updated: kept('cache_last_updated', null),
    url_type: urlType,
    state: 'active',
    extras: customFields(input),
    file_key: before?.file_key ?? null,
  }
  return row
}

/** The row with `metadata_modified` set to now where anything but its place in the list changed. */
export function stamped(
  row: ResourceRow,
  before: ResourceRow | undefined,
  time: string | undefined,
): ResourceRow {
  const { position: _a, ...after } = row
  const { position: _b, ...earlier } = before ?? { position: 0 }
  const same = before !== undefined && toJson(after) === toJson({ ...after, ...earlier, state: before.state })
  return same ? row : { ...row, metadata_modified: time ?? now() }
}
