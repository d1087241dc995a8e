import type { Described, Graph } from '../graph.ts'
import { expand, type Name, namespaceOf, nameOf, type Prefix, splitName } from '../namespaces.ts'
import { type Iri, type Literal, type Term, termKey } from '../term.ts'

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\r': '\\r' }

function quoted(text: string): string {
  if (!text.includes('\n')) return `"${text.replace(/[\\"\r]/g, (sign) => ESCAPES[sign] ?? sign)}"`
  const escaped = text
    .replace(/[\\\r]/g, (sign) => ESCAPES[sign] ?? sign)
    .replaceAll('"""', '\\"\\"\\"')
    .replace(/"$/, '\\"')
  return `"""${escaped}"""`
}

/** Numbers that Turtle can write without quotes. */
function plainNumber({ value, datatype }: Literal): string | undefined {
  if (datatype === 'xsd:integer') return /^[+-]?\d+$/.test(value) ? value : undefined
  if (datatype !== 'xsd:decimal') return undefined
  if (/^[+-]?\d+$/.test(value)) return `${value}.0`
  return /^[+-]?\d*\.\d+$/.test(value) ? value : undefined
}

/** Strings in the order of their code points, as Python sorts. */
function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const RANKS = { blank: 0, iri: 1, literal: 2 } as const

const byTerm = (a: Term, b: Term): number =>
  RANKS[a.kind] - RANKS[b.kind] || (a.kind === 'blank' ? 0 : byCodePoint(a.value, b.value))

const propertyRank = (name: Name): number => (name === 'rdf:type' ? 0 : name === 'rdfs:label' ? 1 : 2)

/** IRIs first, what nothing refers to before the rest; blank nodes that are not written in place come last. */
const bySubject = (a: Described, b: Described): number =>
  RANKS[b.subject.kind] - RANKS[a.subject.kind] || a.references - b.references || byTerm(a.subject, b.subject)

/**
 * A graph as Turtle (and so N3), laid out as rdflib does, which CKAN uses: sorted, so that the same graph gives the
 * same text; blank nodes in place.
 */
export function writeTurtle(graph: Graph): string {
  const subjects = [...graph.subjects()].sort(bySubject)
  const blanks = new Map(
    subjects.flatMap((described): [string, Described][] =>
      described.subject.kind === 'blank' ? [[termKey(described.subject), described]] : [],
    ),
  )
  const written = new Set<string>()
  const used = new Set<Prefix>()
  const short = (name: Name): string => {
    used.add(splitName(name)[0])
    return name
  }
  const iriText = ({ value }: Iri): string => {
    const name = nameOf(value)
    return name === undefined ? `<${value}>` : short(name)
  }
  const literalText = (term: Literal): string => {
    if (term.language !== undefined) return `${quoted(term.value)}@${term.language}`
    if (term.datatype === undefined) return quoted(term.value)
    return plainNumber(term) ?? `${quoted(term.value)}^^${short(term.datatype)}`
  }
  const termText = (term: Term, depth: number): string => {
    if (term.kind === 'iri') return iriText(term)
    if (term.kind === 'literal') return literalText(term)
    const key = termKey(term)
    const described = blanks.get(key)
    if (!described || described.references > 1 || written.has(key)) return `_:${term.value}`
    written.add(key)
    return `[ ${propertiesText(described, depth + 2)} ]`
  }
  const propertiesText = ({ properties }: Described, depth: number): string => {
    const indent = '    '.repeat(depth)
    const names = [...properties.keys()].sort(
      (a, b) => propertyRank(a) - propertyRank(b) || byCodePoint(expand(a), expand(b)),
    )
    const lines = names.map((name) => {
      const objects = [...(properties.get(name)?.values() ?? [])].sort(byTerm)
      const texts = objects.map((object) => termText(object, depth))
      return `${name === 'rdf:type' ? 'a' : short(name)} ${texts.join(`,\n${indent}    `)}`
    })
    return lines.join(` ;\n${indent}`)
  }
  const statements = subjects.flatMap((described) => {
    const { subject } = described
    if (subject.kind === 'iri') return `\n${iriText(subject)} ${propertiesText(described, 1)} .\n`
    if (written.has(termKey(subject))) return []
    written.add(termKey(subject))
    const start = described.references === 0 ? '[]' : `_:${subject.value}`
    return `\n${start} ${propertiesText(described, 1)} .\n`
  })
  const prefixes = [...used].sort().map((prefix) => `@prefix ${prefix}: <${namespaceOf(prefix)}> .\n`)
  return `${prefixes.join('')}${statements.join('')}\n`
}
