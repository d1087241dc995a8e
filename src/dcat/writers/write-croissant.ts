import type { Described, Graph } from '../graph.ts'
import { type Name, namespaceOf, nameOf, splitName } from '../namespaces.ts'
import { CROISSANT_BASE } from '../profiles/croissant.ts'
import { type Iri, type Term, termKey } from '../term.ts'

/** Croissant's own words for its terms; what stands under none of them is schema.org's. */
const CONTEXT = {
  '@base': CROISSANT_BASE,
  '@vocab': namespaceOf('sc'),
  sc: namespaceOf('sc'),
  cr: namespaceOf('cr'),
  dct: namespaceOf('dct'),
  xsd: namespaceOf('xsd'),
  conformsTo: 'dct:conformsTo',
  recordSet: 'cr:recordSet',
  field: 'cr:field',
  key: 'cr:key',
  md5: 'cr:md5',
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  source: 'cr:source',
  fileObject: 'cr:fileObject',
  extract: 'cr:extract',
  column: 'cr:column',
} as const

const wordOf = (name: Name): string => {
  const [prefix, local] = splitName(name)
  return prefix === 'sc' || local in CONTEXT ? local : name
}
const PLURAL = new Set<Name>(['sc:distribution', 'sc:keywords', 'cr:recordSet', 'cr:field'])

/** A dataset's Croissant description as one nested JSON-LD object, which its readers expect. */
export function writeCroissant(graph: Graph, dataset: Iri): string {
  const nodes = new Map(graph.subjects().map((described) => [termKey(described.subject), described]))
  const written = new Set<string>()
  const valueOf = (term: Term, name: Name): unknown => {
    if (name === 'cr:dataType') return nameOf(term.value) ?? term.value
    if (term.kind === 'literal')
      return term.datatype === undefined ? term.value : { '@type': term.datatype, '@value': term.value }
    const described = nodes.get(termKey(term))
    return described && !written.has(termKey(term)) ? objectOf(described) : { '@id': idOf(term.value) }
  }
  const idOf = (value: string): string =>
    value.startsWith(CROISSANT_BASE) ? value.slice(CROISSANT_BASE.length) : value
  const objectOf = ({ subject, properties }: Described): unknown => {
    written.add(termKey(subject))
    const members: [string, unknown][] = []
    for (const [name, objects] of properties) {
      if (name === 'rdf:type') {
        members.push(['@type', [...objects.values()].map(({ value }) => nameOf(value) ?? value)[0]])
        continue
      }
      const values = [...objects.values()].map((term) => valueOf(term, name))
      members.push([wordOf(name), values.length === 1 && !PLURAL.has(name) ? values[0] : values])
    }
    const id = subject.kind === 'iri' ? { '@id': idOf(subject.value) } : {}
    return { ...id, ...Object.fromEntries<unknown>(members) }
  }
  const root = nodes.get(termKey(dataset))
  return JSON.stringify({ '@context': CONTEXT, ...(root ? (objectOf(root) as object) : {}) }, undefined, 2)
}
