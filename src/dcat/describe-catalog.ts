import type { Graph } from './graph.ts'
import type { Name } from './namespaces.ts'
import { dateTerm } from './date-term.ts'
import type { Site } from './source.ts'
import { iri, type Iri, literal } from './term.ts'

/** The catalogue itself, by what the site says of itself; `modified`: when the newest of its datasets changed. */
export function describeCatalog(graph: Graph, site: Site, modified: string | undefined): Iri {
  const catalog = iri(site.address)
  graph.type(catalog, 'dcat:Catalog')
  graph.add(catalog, 'dct:title', literal(site.title))
  if (site.description !== '') graph.add(catalog, 'dct:description', literal(site.description))
  graph.add(catalog, 'foaf:homepage', catalog)
  graph.add(catalog, 'dct:language', literal(site.language))
  if (modified !== undefined) graph.add(catalog, 'dct:modified', dateTerm(modified))
  return catalog
}

/** Which page of a catalogue a document is. */
export interface CatalogPage {
  readonly page: number
  readonly itemsPerPage: number
  readonly totalItems: number
  /** The address of a page. */
  readonly address: (page: number) => string
}

/**
 * How to turn to the other pages, in Hydra's words. Addresses are strings here, not IRIs: so ckanext-dcat writes them,
 * and harvesters (piveau) read them.
 */
export function describePage(graph: Graph, { page, itemsPerPage, totalItems, address }: CatalogPage): void {
  if (totalItems === 0) return
  const last = Math.max(1, Math.ceil(totalItems / itemsPerPage))
  const node = iri(address(page))
  graph.type(node, 'hydra:PagedCollection')
  const links: readonly (readonly [Name, Name, number])[] = [
    ['hydra:first', 'hydra:firstPage', 1],
    ['hydra:last', 'hydra:lastPage', last],
    ...(page > 1 ? [['hydra:previous', 'hydra:previousPage', page - 1] as const] : []),
    ...(page < last ? [['hydra:next', 'hydra:nextPage', page + 1] as const] : []),
  ]
  for (const [short, long, other] of links) {
    graph.add(node, short, literal(address(other)))
    graph.add(node, long, literal(address(other)))
  }
  graph.add(node, 'hydra:totalItems', literal(String(totalItems), 'xsd:integer'))
  graph.add(node, 'hydra:itemsPerPage', literal(String(itemsPerPage), 'xsd:integer'))
}
