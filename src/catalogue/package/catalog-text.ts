import { siteAddress } from '../../config/site-address.ts'
import type { Params } from '../../core/params.ts'
import { describeCatalog, describePage } from '../../dcat/describe-catalog.ts'
import { createGraph } from '../../dcat/graph.ts'
import { describeBy, readProfiles } from '../../dcat/profiles.ts'
import { datasetSource } from '../../dcat/source.ts'
import type { Context } from '../../kernel/context.ts'
import { findCatalogPage } from './find-catalog-page.ts'
import { linkedDataSite } from './linked-data-site.ts'
import { readRdfFormat } from './read-rdf-format.ts'
import { searchPackages } from '../search/search-packages.ts'
import { packageSearchParameters } from '../search/package-search-parameters.ts'

/** What a page's links keep of the address asked for. */
const KEPT = new Set(['modified_since', 'profiles', 'q', 'fq'])

function pageAddress(context: Context): (page: number) => string {
  const { path, query } = context.address ?? { path: '/catalog.rdf', query: '' }
  const kept = query.split('&').filter((pair) => KEPT.has(pair.split('=')[0] ?? ''))
  const start = siteAddress(context.config) + path
  return (page) => `${start}?${[...kept, `page=${page}`].join('&')}`
}

/** When the public dataset that changed last did so. */
async function newestChange(context: Context): Promise<string | undefined> {
  const { search } = packageSearchParameters(
    { rows: 1, sort: 'metadata_modified desc', facet: 'false' },
    context.config,
  )
  const [newest] = (await searchPackages(context, search)).answer.ids
  // The index knows milliseconds, the dataset itself microseconds.
  return newest === undefined ? undefined : (await context.store.packages.record(newest))?.metadata_modified
}

/**
 * A page of the catalogue as RDF: the catalogue, where the other pages are, and its datasets.
 * @throws ValidationError for parameters that mean nothing; SearchError, SearchQueryError
 */
export async function catalogText(context: Context, params: Params): Promise<string> {
  const write = readRdfFormat(params['format'])
  const profiles = readProfiles(params['profiles'], context.config['ckanext.dcat.rdf.profiles'])
  const found = await findCatalogPage(context, params)
  const site = linkedDataSite(context.config)
  const graph = createGraph()
  const catalog = describeCatalog(graph, site, await newestChange(context))
  describePage(graph, {
    page: found.page,
    itemsPerPage: found.rows,
    totalItems: found.count,
    address: pageAddress(context),
  })
  const describe = describeBy(profiles)
  for (const dataset of found.datasets) {
    const source = datasetSource(site, dataset)
    graph.add(catalog, 'dcat:dataset', source.subject)
    describe(graph, source)
  }
  return write(graph)
}
