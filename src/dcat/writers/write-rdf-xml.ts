import type { Graph } from '../graph.ts'
import { expand, type Name, namespaceOf, type Prefix, splitName } from '../namespaces.ts'
import type { Term } from '../term.ts'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What XML 1.0 cannot hold in any way. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
// A carriage return has to be written as a reference: readers turn a bare one into a line feed.
const text = (value: string): string =>
  value
    .replace(NO_XML, '')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll('\r', '&#13;')

function property(name: Name, object: Term): string {
  if (object.kind === 'iri') return `    <${name} rdf:resource="${text(object.value)}"/>\n`
  if (object.kind === 'blank') return `    <${name} rdf:nodeID="${object.value}"/>\n`
  const kind =
    object.language !== undefined
      ? ` xml:lang="${text(object.language)}"`
      : object.datatype !== undefined
        ? ` rdf:datatype="${expand(object.datatype)}"`
        : ''
  return `    <${name}${kind}>${text(object.value)}</${name}>\n`
}

/** A graph as RDF/XML: a flat list of descriptions. */
export function writeRdfXml(graph: Graph): string {
  const used = new Set<Prefix>(['rdf'])
  const nodes = graph.subjects().map(({ subject, properties }) => {
    const about =
      subject.kind === 'iri' ? `rdf:about="${text(subject.value)}"` : `rdf:nodeID="${subject.value}"`
    const lines: string[] = []
    for (const [name, objects] of properties) {
      used.add(splitName(name)[0])
      for (const object of objects.values()) lines.push(property(name, object))
    }
    return `  <rdf:Description ${about}>\n${lines.join('')}  </rdf:Description>\n`
  })
  const prefixes = [...used].sort().map((prefix) => `\n  xmlns:${prefix}="${namespaceOf(prefix)}"`)
  return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF${prefixes.join('')}\n>\n${nodes.join('')}</rdf:RDF>\n`
}
