import { ValidationError } from '../../core/errors.ts'
import { writerOf } from '../../dcat/formats.ts'
import type { Graph } from '../../dcat/graph.ts'

/** How a graph is written in the format of a parameter; RDF/XML without one. @throws ValidationError */
export function readRdfFormat(format: unknown): (graph: Graph) => string {
  const name = typeof format === 'string' && format !== '' ? format : 'xml'
  const write = writerOf(name)
  if (!write)
    throw new ValidationError({
      format: [`Unknown RDF format: ${name}. Known are: ttl, rdf, xml, n3, jsonld, nt`],
    })
  return write
}
