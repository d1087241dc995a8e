/** A node or a literal, as parsers of RDF give it. */
export interface RdfTerm {
  /** `NamedNode`, `BlankNode` or `Literal`. */
  readonly termType: string
  readonly value: string
  /** Of a literal. */
  readonly language?: string
}

export interface RdfQuad {
  readonly subject: RdfTerm
  readonly predicate: RdfTerm
  readonly object: RdfTerm
}

const PREFIXES: Readonly<Record<string, string>> = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  locn: 'http://www.w3.org/ns/locn#',
  owl: 'http://www.w3.org/2002/07/owl#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'http://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
}

function expand(name: string): string {
  const [prefix = '', local = ''] = name.split(':')
  return (PREFIXES[prefix] ?? '') + local
}

const keyOf = (term: RdfTerm): string => (term.termType === 'BlankNode' ? `_:${term.value}` : term.value)

/** What a document says, to be asked by names such as `dct:title`. */
export interface RdfGraph {
  /** Nodes of a class, in the order of the document. */
  readonly ofType: (name: string) => readonly RdfTerm[]
  /** What a node is said to have, under the first of the names that has something. */
  readonly values: (subject: RdfTerm, ...names: readonly string[]) => readonly RdfTerm[]
  /** Whether anything is said of a node. */
  readonly has: (subject: RdfTerm) => boolean
}

export function createGraph(quads: readonly RdfQuad[]): RdfGraph {
  const nodes = new Map<string, Map<string, RdfTerm[]>>()
  const types = new Map<string, Map<string, RdfTerm>>()
  const type = expand('rdf:type')
  for (const { subject, predicate, object } of quads) {
    const key = keyOf(subject)
    const node = nodes.get(key) ?? new Map<string, RdfTerm[]>()
    nodes.set(key, node)
    const objects = node.get(predicate.value)
    if (objects) objects.push(object)
    else node.set(predicate.value, [object])
    if (predicate.value !== type) continue
    const members = types.get(object.value) ?? new Map<string, RdfTerm>()
    types.set(object.value, members)
    members.set(key, subject)
  }
  return {
    ofType: (name) => [...(types.get(expand(name))?.values() ?? [])],
    values: (subject, ...names) => {
      const node = nodes.get(keyOf(subject))
      for (const name of names) {
        const found = node?.get(expand(name))
        if (found) return found
      }
      return []
    },
    has: (subject) => nodes.has(keyOf(subject)),
  }
}
