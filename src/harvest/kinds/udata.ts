import type { JsonObject } from '../../core/json.ts'
import { HarvestError } from '../harvest-error.ts'
import { extrasOf, isObject, objectsOf, tagsOf, textOf, textsOf } from '../record-values.ts'
import type { HarvestRecord, ReadSource } from '../source-kind.ts'

const PAGE_SIZE = 100

function resource(given: JsonObject): JsonObject {
  return {
    id: textOf(given.id),
    url: textOf(given.url),
    name: textOf(given.title),
    description: textOf(given.description),
    format: textOf(given.format),
    mimetype: textOf(given.mime) || null,
    size: typeof given.filesize === 'number' ? given.filesize : null,
    last_modified: textOf(given.last_modified).replace(/(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, '') || null,
  }
}

function record(given: JsonObject): HarvestRecord {
  const guid = textOf(given.id)
  const title = textOf(given.title)
  if (title === '') return { guid, refusal: 'It has no title.' }
  const organization = isObject(given.organization) ? given.organization : {}
  const coverage = isObject(given.temporal_coverage) ? given.temporal_coverage : {}
  const spatial = isObject(given.spatial) && isObject(given.spatial.geom) ? given.spatial.geom : undefined
  return {
    guid,
    modified: textOf(given.last_modified),
    dataset: {
      name: textOf(given.slug),
      title,
      notes: textOf(given.description),
      url: textOf(given.page),
      license_id: textOf(given.license),
      author: textOf(organization.name),
      tags: tagsOf(textsOf(given.tags)),
      organization: isObject(given.organization)
        ? { name: textOf(organization.slug), title: textOf(organization.name) }
        : null,
      resources: objectsOf(given.resources).map(resource),
      extras: extrasOf({
        identifier: guid,
        publisher_name: textOf(organization.name),
        frequency: textOf(given.frequency),
        issued: textOf(given.created_at),
        modified: textOf(given.last_modified),
        temporal_start: textOf(coverage.start),
        temporal_end: textOf(coverage.end),
        spatial: spatial ? JSON.stringify(spatial) : '',
      }),
    },
  }
}

const isOpen = ({ private: hidden, deleted, archived }: JsonObject): boolean =>
  hidden !== true && typeof deleted !== 'string' && typeof archived !== 'string'

/** udata, which data.gouv.fr and others run: its API page by page. */
export const readUdata: ReadSource = async function* ({ url, config, web, checkpoint }) {
  const first = new URL(url)
  if (!first.pathname.includes('/api/1/'))
    first.pathname = `${first.pathname.replace(/\/$/, '')}/api/1/datasets/`
  first.searchParams.set('page_size', String(PAGE_SIZE))
  if (textOf(config.organization) !== '') first.searchParams.set('organization', textOf(config.organization))
  const met = new Set<string>()
  let next = isObject(checkpoint) ? textOf(checkpoint.next) : first.href
  let seen = isObject(checkpoint) ? Number(checkpoint.seen) : 0
  while (next !== '') {
    if (met.has(next)) throw new HarvestError(`${next} leads back to a page that was read already.`)
    met.add(next)
    const page = await web.getJson(next)
    if (!isObject(page) || !Array.isArray(page.data))
      throw new HarvestError(`${next} answered in another shape than udata.`)
    const datasets = objectsOf(page.data)
    seen += datasets.length
    const total = Number(page.total ?? seen)
    const following = textOf(page.next_page)
    next = following === '' ? '' : new URL(following, next).href
    if (next === '' && seen < total)
      throw new HarvestError(`${url} says it has ${total} datasets, and gave ${seen}.`)
    yield { records: datasets.filter(isOpen).map(record), total, checkpoint: { next, seen } }
  }
  return 'complete'
}
