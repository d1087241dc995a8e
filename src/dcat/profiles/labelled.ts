import type { Graph } from '../graph.ts'
import type { Name } from '../namespaces.ts'
import { iri, isWebAddress, literal, type Resource } from '../term.ts'

/** Something named by its IRI, or described in words: then a blank node with a label. */
export function sayLabelled(
  graph: Graph,
  subject: Resource,
  predicate: Name,
  className: Name,
  text: string,
): void {
  if (text === '') return
  const isIri = isWebAddress(text)
  const object = isIri ? iri(text) : graph.blank()
  graph.add(subject, predicate, object)
  graph.type(object, className)
  if (!isIri) graph.add(object, 'rdfs:label', literal(text))
}
