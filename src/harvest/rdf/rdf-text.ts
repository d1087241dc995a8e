import type { RdfGraph, RdfTerm } from './rdf-graph.ts'

const LABELS = ['rdfs:label', 'skos:prefLabel', 'foaf:name', 'vcard:fn', 'dct:title'] as const

/** The literal for people: in the language wished for, in none, in English, or the first. */
function chosen(terms: readonly RdfTerm[], language: string): RdfTerm | undefined {
  const literals = terms.filter(({ termType }) => termType === 'Literal')
  const inLanguage = (code: string) => literals.find((term) => (term.language ?? '').split('-')[0] === code)
  return inLanguage(language) ?? inLanguage('') ?? inLanguage('en') ?? literals[0]
}

/** Reads texts of a graph in one language. */
export function rdfText(graph: RdfGraph, language: string) {
  const texts = (terms: readonly RdfTerm[]): readonly string[] => [
    ...new Set(terms.map(textOf).filter((text) => text !== '')),
  ]

  /** A literal, the address of a node, or the label of one that has no address. */
  function textOf(term: RdfTerm): string {
    if (term.termType === 'Literal' || term.termType === 'NamedNode') return term.value.trim()
    return chosen(graph.values(term, ...LABELS), language)?.value.trim() ?? ''
  }
  return {
    textOf,
    /** The one text under a name. */
    text: (subject: RdfTerm, ...names: readonly string[]): string => {
      const terms = graph.values(subject, ...names)
      const literal = chosen(terms, language)
      if (literal) return literal.value.trim()
      return terms[0] ? textOf(terms[0]) : ''
    },
    /** All of them, each once. */
    texts: (subject: RdfTerm, ...names: readonly string[]): readonly string[] =>
      texts(graph.values(subject, ...names)),
    /** The same, of several languages one. */
    keywords: (subject: RdfTerm, ...names: readonly string[]): readonly string[] => {
      const terms = graph.values(subject, ...names)
      const code = chosen(terms, language)?.language ?? ''
      return texts(code === '' ? terms : terms.filter((term) => term.language === code))
    },
    /** The label of a node under a name, or the literal that stands in its place. */
    label: (subject: RdfTerm, ...names: readonly string[]): string => {
      const [node] = graph.values(subject, ...names)
      if (!node) return ''
      const labelled = chosen(graph.values(node, ...LABELS), language)
      return labelled?.value.trim() ?? textOf(node)
    },
  }
}

export type RdfText = ReturnType<typeof rdfText>
