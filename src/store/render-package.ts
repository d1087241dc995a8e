import { createHash } from 'node:crypto'
import { type JsonObject, jsonString, toJson } from '../core/json.ts'
import { mungeFilename } from '../core/munge-filename.ts'
import type { Shapes } from '../scheming/scheming.ts'
import { type License, licenseFields } from './licenses.ts'
import type { PackageRecord, ResourceRow } from './rows.ts'

/** What rendered datasets depend on besides their rows. */
export interface RenderOptions {
  /** `ckan.site_url` and the root path, without a slash at the end. */
  readonly siteUrl: string
  readonly licenses: readonly License[]
  /** Whether resources carry `datastore_active`: the datastore plugin is on. */
  readonly datastore: boolean
  /** Fields that the site declares. */
  readonly shapes: Shapes
}

export interface PackageRelations {
  readonly relationships_as_subject: readonly object[]
  readonly relationships_as_object: readonly object[]
}

/** A dataset as package_show answers it, but for `organization`, `groups` and the site's address. */
export interface RenderedPackage {
  /** JSON without the closing brace. */
  readonly text: string
  /** What the text was made of. */
  readonly value: JsonObject
}

export interface Renderer {
  /** Tells texts made with other options apart. */
  readonly fingerprint: string
  readonly siteUrl: string
  /** Puts the site's address into a kept text. */
  readonly withSite: (text: string) => string
  /** The same for the value. */
  readonly valueWithSite: (value: JsonObject) => JsonObject
  readonly render: (record: PackageRecord, relations: PackageRelations) => RenderedPackage
}

const HAS_SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/

/** The url that clients see; a link without a scheme gets one (CKAN does so when it shows a resource). */
export function shownUrl(siteUrl: string, packageType: string, resource: ResourceRow): string {
  const { url, url_type: urlType } = resource
  if (urlType === 'upload') {
    return `${siteUrl}/${packageType}/${resource.package_id}/resource/${resource.id}/download/${mungeFilename(url)}`
  }
  if (urlType === 'datastore') return `${siteUrl}/datastore/dump/${resource.id}`
  if (url === '' || HAS_SCHEME.test(url)) return url
  return `http://${url.replace(/^\/+/, '')}`
}

const inOrder = (object: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, object[key]]),
  )

/** A resource as CKAN shows it, keys in CKAN's order (alphabetical, custom fields among them). */
function renderResource(options: RenderOptions, packageType: string, resource: ResourceRow): object {
  const { extras, file_key: _fileKey, ...columns } = resource
  const fields: Record<string, unknown> = {
    // The order of what nearly all resources have alone.
    cache_last_updated: columns.cache_last_updated,
    cache_url: columns.cache_url,
    created: columns.created,
    ...(options.datastore ? { datastore_active: extras['datastore_active'] === true } : {}),
    description: columns.description,
    format: columns.format,
    hash: columns.hash,
    id: columns.id,
    last_modified: columns.last_modified,
    metadata_modified: columns.metadata_modified,
    mimetype: columns.mimetype,
    mimetype_inner: columns.mimetype_inner,
    name: columns.name,
    package_id: columns.package_id,
    position: columns.position,
    resource_type: columns.resource_type,
    size: columns.size,
    state: columns.state,
    url: shownUrl(options.siteUrl, packageType, resource),
    url_type: columns.url_type,
  }
  const custom = Object.keys(extras).filter((key) => key !== 'datastore_active')
  if (custom.length === 0) {
    const declared = options.shapes.resource(packageType, fields)
    return declared === fields ? fields : inOrder(declared)
  }
  const all = { ...Object.fromEntries(custom.map((key) => [key, extras[key]])), ...fields }
  return inOrder(options.shapes.resource(packageType, all))
}

/** Stands for the site's address in kept texts, so that they outlive a change of it; nobody else writes this word. */
const SITE = 'ckanister-site-9d0c5f0e-5f6c-4a8e-9a51-1f0b8f6f7c11'

/** @param given the site as it is now; kept texts name it only when they are read */
export function createRenderer(given: RenderOptions): Renderer {
  const options = { ...given, siteUrl: SITE }
  const register = new Map(options.licenses.map((license) => [license.id, license]))
  const fingerprint = createHash('sha256')
    .update(
      JSON.stringify({
        licenses: options.licenses,
        datastore: options.datastore,
        shapes: options.shapes.fingerprint || undefined,
      }),
    )
    .digest('base64url')
    .slice(0, 16)
  const render = (record: PackageRecord, relations: PackageRelations): RenderedPackage => {
    const { plugin_data: _pluginData, resources, tags, extras, ...row } = record
    const active = resources.filter((resource) => resource.state === 'active')
    const { fields, extras: others } = options.shapes.dataset(row.type, extras)
    const isBare = others.length === 0 && Object.keys(fields).length > 0
    const hidden = [...options.shapes.hidden(row.type)].filter((key) => row[key as keyof typeof row] === null)
    const value = {
      ...fields,
      author: row.author,
      author_email: row.author_email,
      creator_user_id: row.creator_user_id,
      id: row.id,
      license_id: row.license_id,
      ...licenseFields(register, row.license_id),
      maintainer: row.maintainer,
      maintainer_email: row.maintainer_email,
      metadata_created: row.metadata_created,
      metadata_modified: row.metadata_modified,
      name: row.name,
      notes: row.notes,
      num_resources: active.length,
      num_tags: tags.length,
      owner_org: row.owner_org,
      private: row.private,
      state: row.state,
      title: row.title?.trim() ? row.title.trim() : row.name,
      type: row.type,
      url: row.url,
      version: row.version,
      ...Object.fromEntries(hidden.map((key) => [key, undefined])),
      // CKAN shows no empty list where extras became fields.
      extras: isBare ? undefined : others,
      resources: active.map((resource) => renderResource(options, row.type, resource)),
      tags: tags.map((tag) => ({
        display_name: tag.name,
        id: tag.id,
        name: tag.name,
        state: 'active',
        vocabulary_id: tag.vocabulary_id,
      })),
      ...relations,
    }
    return { text: toJson(value).slice(0, -1), value: value as unknown as JsonObject }
  }
  const shown = jsonString(given.siteUrl).slice(1, -1)
  const withSite = (text: string): string => (text.includes(SITE) ? text.replaceAll(SITE, () => shown) : text)
  const valueWithSite = (value: JsonObject): JsonObject => {
    const resources = value['resources'] as readonly (JsonObject & { readonly url: string })[]
    if (!resources.some(({ url }) => url.includes(SITE))) return value
    return {
      ...value,
      resources: resources.map((resource) => ({
        ...resource,
        url: resource.url.replace(SITE, () => given.siteUrl),
      })),
    }
  }
  return { fingerprint, siteUrl: given.siteUrl, render, withSite, valueWithSite }
}
