import type { Graph } from '../graph.ts'
import { type Name, namespaceOf, nameOf, type Prefix, splitName } from '../namespaces.ts'
import type { Resource, Term } from '../term.ts'

const idOf = (resource: Resource): string =>
  resource.kind === 'blank' ? `_:${resource.value}` : resource.value

/** A graph as JSON-LD: a flat list of nodes under the prefixes that they use. */
export function writeJsonLd(graph: Graph): string {
  const used = new Set<Prefix>()
  const short = (name: Name): string => {
    used.add(splitName(name)[0])
    return name
  }
  const value = (term: Term): unknown => {
    if (term.kind !== 'literal') return { '@id': idOf(term) }
    if (term.language !== undefined) return { '@language': term.language, '@value': term.value }
    return term.datatype === undefined ? term.value : { '@type': short(term.datatype), '@value': term.value }
  }
  const typeOf = (term: Term): string => {
    const name = nameOf(term.value)
    return name === undefined ? term.value : short(name)
  }
  const single = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : values)
  const nodes = graph.subjects().map(({ subject, properties }) => {
    const members = [...properties].map(([name, objects]): [string, unknown] =>
      name === 'rdf:type'
        ? ['@type', single([...objects.values()].map(typeOf))]
        : [short(name), single([...objects.values()].map(value))],
    )
    return Object.fromEntries<unknown>([['@id', idOf(subject)], ...members])
  })
  const context = Object.fromEntries([...used].sort().map((prefix) => [prefix, namespaceOf(prefix)]))
  return JSON.stringify({ '@context': context, '@graph': nodes }, undefined, 2)
}
