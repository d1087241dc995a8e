import type { JsonObject } from '../../core/json.ts'
import { listByOffset } from '../list-by-offset.ts'
import { extrasOf, isObject, tagsOf, textOf, textsOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

const PAGE_SIZE = 100

const group = (metas: JsonObject, name: string): JsonObject => (isObject(metas[name]) ? metas[name] : {})

/** Files that the portal makes of a dataset's table. */
const exports = (base: string, id: string, isMap: boolean): readonly JsonObject[] =>
  ['csv', 'json', ...(isMap ? ['geojson'] : [])].map((format) => ({
    url: `${base}/catalog/datasets/${encodeURIComponent(id)}/exports/${format}`,
    name: format.toUpperCase(),
    format: format === 'geojson' ? 'GeoJSON' : format.toUpperCase(),
  }))

const record =
  (site: string, base: string) =>
  (given: JsonObject): HarvestRecord => {
    const guid = textOf(given.dataset_id) || textOf(given.dataset_uid)
    const metas = isObject(given.metas) ? given.metas : {}
    const main = group(metas, 'default')
    const dcat = group(metas, 'dcat')
    const title = textOf(main.title) || guid
    if (guid === '') return { guid: 'unnamed', refusal: 'It has no dataset_id.' }
    const isMap = textsOf(given.features).includes('geo')
    return {
      guid,
      modified: textOf(main.modified),
      dataset: {
        name: guid.toLowerCase(),
        title,
        notes: textOf(main.description),
        url: `${site}/explore/dataset/${encodeURIComponent(guid)}/`,
        author: textOf(main.publisher),
        maintainer: textOf(dcat.contact_name),
        maintainer_email: textOf(dcat.contact_email),
        license_title: textOf(main.license),
        license_url: textOf(main.license_url),
        tags: tagsOf([...textsOf(main.keyword), ...textsOf(main.theme)]),
        resources: given.has_records === false ? [] : exports(base, guid, isMap),
        extras: extrasOf({
          identifier: guid,
          publisher_name: textOf(main.publisher),
          modified: textOf(main.modified),
          issued: textOf(dcat.created) || textOf(dcat.issued),
          frequency: textOf(dcat.accrualperiodicity),
          theme: textsOf(main.theme).join(', '),
          language: textOf(main.language),
          spatial_text: textsOf(main.territory).join(', '),
          spatial: isObject(main.geographic_area)
            ? JSON.stringify(main.geographic_area.geometry ?? null)
            : '',
          documentation: textsOf(main.references).join(', '),
        }),
      },
    }
  }

/** Opendatasoft's Explore API, version 2.1. */
export const readOpendatasoft: ReadSource = async function* ({ url, config, web, checkpoint }) {
  const site = url.replace(/\/(api\/.*|explore\/.*)?$/, '')
  const base = `${site}/api/explore/v2.1`
  yield* listByOffset({
    web,
    checkpoint,
    list: 'results',
    total: 'total_count',
    record: record(site, base),
    address: (offset) => {
      const query = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(offset) })
      if (textOf(config.where) !== '') query.set('where', textOf(config.where))
      return `${base}/catalog/datasets?${query.toString()}`
    },
  })
  return 'complete'
}
