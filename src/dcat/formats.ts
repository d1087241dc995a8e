import type { Graph } from './graph.ts'
import { writeJsonLd } from './writers/write-json-ld.ts'
import { writeNTriples } from './writers/write-n-triples.ts'
import { writeRdfXml } from './writers/write-rdf-xml.ts'
import { writeTurtle } from './writers/write-turtle.ts'

/** Writers by the names that CKAN's actions take: the suffixes of addresses, and rdflib's names. */
const WRITERS: ReadonlyMap<string, (graph: Graph) => string> = new Map([
  ['ttl', writeTurtle],
  ['turtle', writeTurtle],
  ['n3', writeTurtle],
  ['rdf', writeRdfXml],
  ['xml', writeRdfXml],
  ['jsonld', writeJsonLd],
  ['json-ld', writeJsonLd],
  ['nt', writeNTriples],
])

/** Suffixes that addresses may have, with their media types. CKAN's Turtle says no charset: see docs/differences.md. */
export const SUFFIX_TYPES: Readonly<Record<string, string>> = {
  rdf: 'application/rdf+xml',
  xml: 'application/rdf+xml',
  n3: 'text/n3',
  ttl: 'text/turtle',
  jsonld: 'application/ld+json',
}

/** How a graph is written in a format; undefined: unknown. RDF/XML where none is named (CKAN). */
export const writerOf = (format: string): ((graph: Graph) => string) | undefined => WRITERS.get(format)
