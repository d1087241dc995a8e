import type { JsonObject } from '../../core/json.ts'
import { listByOffset } from '../list-by-offset.ts'
import { extrasOf, isObject, objectsOf, tagsOf, textOf, textsOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

const PAGE_SIZE = 100

const part = (given: JsonObject, name: string): JsonObject => (isObject(given[name]) ? given[name] : {})

const download = (site: string, id: string, format: string): JsonObject => ({
  url: `${site}/api/views/${id}/rows.${format}?accessType=DOWNLOAD`,
  name: format.toUpperCase(),
  format: format.toUpperCase(),
})

const record =
  (site: string) =>
  (given: JsonObject): HarvestRecord => {
    const resource = part(given, 'resource')
    const classification = part(given, 'classification')
    const metadata = part(given, 'metadata')
    const guid = textOf(resource.id)
    if (guid === '') return { guid: 'unnamed', refusal: 'It has no id.' }
    // Datasets of other portals are listed with those of the site's own.
    const domain = textOf(metadata.domain)
    const home = domain === '' ? site : `https://${domain}`
    const own = objectsOf(classification.domain_metadata).map(
      ({ key, value }) => [textOf(key), textOf(value)] as const,
    )
    return {
      guid,
      modified: textOf(resource.updatedAt),
      dataset: {
        title: textOf(resource.name) || guid,
        notes: textOf(resource.description),
        url: textOf(given.permalink) || textOf(given.link),
        author: textOf(resource.attribution),
        maintainer_email: textOf(resource.contact_email),
        license_title: textOf(metadata.license),
        tags: tagsOf([
          ...textsOf(classification.domain_tags),
          ...textsOf(classification.tags),
          ...textsOf(classification.domain_category),
        ]),
        resources: ['csv', 'json'].map((format) => download(home, guid, format)),
        extras: extrasOf({
          ...Object.fromEntries(own.map(([key, value]) => [key.toLowerCase(), value])),
          identifier: guid,
          publisher_name: textOf(resource.attribution),
          issued: textOf(resource.createdAt),
          modified: textOf(resource.data_updated_at) || textOf(resource.updatedAt),
          theme: textsOf(classification.categories).join(', '),
        }),
      },
    }
  }

/** Socrata's catalogue API, as each portal of its serves it. */
export const readSocrata: ReadSource = async function* ({ url, web, checkpoint }) {
  const { origin, host } = new URL(url)
  yield* listByOffset({
    web,
    checkpoint,
    list: 'results',
    total: 'resultSetSize',
    record: record(origin),
    address: (offset) => {
      const query = { domains: host, search_context: host, only: 'dataset', order: 'createdAt' }
      const page = { limit: String(PAGE_SIZE), offset: String(offset) }
      return `${origin}/api/catalog/v1?${new URLSearchParams({ ...query, ...page }).toString()}`
    },
  })
  return 'complete'
}
