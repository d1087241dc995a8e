import type { FetchedBytes } from '../../fetch/fetch-bytes.ts'
import { HarvestError } from '../harvest-error.ts'
import { jsonOf, type PoliteClient } from '../polite-client.ts'
import { dcatDataset } from '../rdf/dcat-dataset.ts'
import { createGraph, type RdfGraph } from '../rdf/rdf-graph.ts'
import { readRdf } from '../rdf/read-rdf.ts'
import { isObject, textOf } from '../record-values.ts'
import type { ReadSource } from '../source-kind.ts'

const ACCEPT =
  'text/turtle, application/rdf+xml;q=0.9, application/ld+json;q=0.9, application/n-triples;q=0.8, */*;q=0.1'

async function graphOf(web: PoliteClient, { bytes, headers, url }: FetchedBytes): Promise<RdfGraph> {
  const quads = await readRdf({
    text: bytes.toString('utf8').replace(/^\ufeff/, ''),
    contentType: headers['content-type'] ?? '',
    url,
    loadContext: async (address) =>
      jsonOf(await web.get(address, { accept: 'application/ld+json', isCrawl: true })),
  })
  return createGraph(quads)
}

/** The page after this one, as Hydra says it, in today's words or those of CKAN; and how many items there are. */
function paging(graph: RdfGraph, url: string) {
  const views = [...graph.ofType('hydra:PartialCollectionView'), ...graph.ofType('hydra:PagedCollection')]
  const collections = [...views, ...graph.ofType('hydra:Collection')]
  const next = views.flatMap((view) => graph.values(view, 'hydra:next', 'hydra:nextPage'))[0]?.value ?? ''
  const total = collections.flatMap((node) => graph.values(node, 'hydra:totalItems'))[0]?.value
  return {
    next: next === '' ? '' : new URL(next, url).href,
    total: total === undefined ? undefined : Number(total),
  }
}

/** DCAT in RDF: one document or pages, the datasets of every catalogue in it. */
export const readDcat: ReadSource = async function* ({ url, config, web, checkpoint }) {
  const language = textOf(config.language)
  const isGoingOn = isObject(checkpoint)
  const met = new Set<string>()
  let seen = isGoingOn ? Number(checkpoint.seen) : 0
  let address = isGoingOn ? textOf(checkpoint.next) : url
  while (address !== '') {
    if (met.has(address)) throw new HarvestError(`${address} leads back to a page that was read already.`)
    met.add(address)
    const options = { accept: ACCEPT, isCrawl: met.size > 1 || isGoingOn }
    // That one page is as before says nothing of the others.
    const answer =
      met.size === 1 && !isGoingOn ? await web.getChanged(address, options) : await web.get(address, options)
    if (!answer) return 'unchanged'
    const graph = await graphOf(web, answer)
    const { next, total } = paging(graph, answer.url)
    if (next !== '') web.forgetValidators()
    const records = graph.ofType('dcat:Dataset').map((node) => dcatDataset(graph, node, language))
    if (records.length === 0 && met.size === 1 && graph.ofType('dcat:Catalog').length === 0)
      throw new HarvestError(`${address} names neither a dcat:Catalog nor a dcat:Dataset.`)
    seen += records.length
    address = next
    if (next === '' && total !== undefined && seen < total)
      throw new HarvestError(`${url} says it has ${total} datasets, and gave ${seen}.`)
    yield { records, total: total ?? seen, checkpoint: next === '' ? null : { next, seen } }
  }
  return 'complete'
}
