import type { DescribeDataset } from '../source.ts'
import { resourceIri } from '../source.ts'
import { iriOrLiteral, literal } from '../term.ts'
import { sayDataset } from './euro-dcat-ap.ts'

/** DCAT-US 3: DCAT-AP 3 with organizations as publishers and identifiers of distributions. */
export const dcatUs3: DescribeDataset = (graph, source) => {
  const publisher = sayDataset(graph, source, { version: 3, publisherClass: 'org:Organization' })
  if (publisher && publisher.name !== '')
    graph.add(publisher.publisher, 'skos:prefLabel', literal(publisher.name))
  for (const resource of source.dataset.resources)
    graph.add(resourceIri(source, resource), 'dct:identifier', iriOrLiteral(resource.id))
}
