import { type JsonObject, toJson } from '../core/json.ts'
import { readJson } from '../core/read-json.ts'
import type { Extra, PackageRow, ResourceRow } from './rows.ts'

export type StoredPackage = Omit<PackageRow, 'private' | 'extras' | 'plugin_data'> & {
  readonly private: 0 | 1
  readonly extras: string
  readonly plugin_data: string | null
}
export type StoredResource = Omit<ResourceRow, 'extras'> & { readonly extras: string }

/** Columns as they are named in CKAN, SQL and the row types alike. */
export const PACKAGE_COLUMNS = [
  'id',
  'name',
  'title',
  'version',
  'url',
  'author',
  'author_email',
  'maintainer',
  'maintainer_email',
  'notes',
  'license_id',
  'type',
  'owner_org',
  'creator_user_id',
  'private',
  'state',
  'metadata_created',
  'metadata_modified',
  'extras',
  'plugin_data',
] as const satisfies readonly (keyof PackageRow)[]

export const RESOURCE_COLUMNS = [
  'id',
  'package_id',
  'position',
  'url',
  'format',
  'description',
  'hash',
  'name',
  'resource_type',
  'mimetype',
  'mimetype_inner',
  'size',
  'created',
  'last_modified',
  'metadata_modified',
  'cache_url',
  'cache_last_updated',
  'url_type',
  'state',
  'extras',
  'file_key',
] as const satisfies readonly (keyof ResourceRow)[]

export const packageFromColumns = (stored: StoredPackage): PackageRow => ({
  ...stored,
  private: stored.private === 1,
  extras: JSON.parse(stored.extras) as Extra[],
  plugin_data: stored.plugin_data === null ? null : (readJson(stored.plugin_data) as JsonObject),
})

export const packageToColumns = (row: PackageRow): StoredPackage => ({
  ...row,
  private: row.private ? 1 : 0,
  extras: JSON.stringify(row.extras),
  plugin_data: row.plugin_data === null ? null : toJson(row.plugin_data),
})

export const resourceFromColumns = (stored: StoredResource): ResourceRow => ({
  ...stored,
  extras: readJson(stored.extras) as JsonObject,
})

export const resourceToColumns = (row: ResourceRow): StoredResource => ({
  ...row,
  extras: toJson(row.extras),
})
