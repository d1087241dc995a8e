import type { Graph } from '../graph.ts'
import { expand } from '../namespaces.ts'
import type { Term } from '../term.ts'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n', '\r': '\\r' }
const quoted = (text: string): string => `"${text.replace(/[\\"\n\r]/g, (sign) => ESCAPES[sign] ?? sign)}"`

function termText(term: Term): string {
  if (term.kind === 'iri') return `<${term.value}>`
  if (term.kind === 'blank') return `_:${term.value}`
  if (term.language !== undefined) return `${quoted(term.value)}@${term.language}`
  return term.datatype === undefined
    ? quoted(term.value)
    : `${quoted(term.value)}^^<${expand(term.datatype)}>`
}

/** A graph as N-Triples: a line for each statement. */
export function writeNTriples(graph: Graph): string {
  const lines: string[] = []
  for (const { subject, properties } of graph.subjects())
    for (const [name, objects] of properties)
      for (const object of objects.values())
        lines.push(`${termText(subject)} <${expand(name)}> ${termText(object)} .\n`)
  return lines.join('')
}
