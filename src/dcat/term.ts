import { expand, type Name } from './namespaces.ts'

export interface Iri {
  readonly kind: 'iri'
  readonly value: string
}
export interface Blank {
  readonly kind: 'blank'
  /** Unique in its graph. */
  readonly value: string
}
export interface Literal {
  readonly kind: 'literal'
  readonly value: string
  /** Absent: a plain string. */
  readonly datatype?: Name
  readonly language?: string
}
export type Resource = Iri | Blank
export type Term = Resource | Literal

/** What no IRI may hold: CKAN's list, and control signs, which would break a document. */
// eslint is right that control signs are rare: these are what is meant.
const FORBIDDEN = /[\u0000- !"$'()*,;<>[\]{|}\\^`\u007f]/g
const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** An IRI, cleaned as ckanext-dcat cleans it. Words where an IRI is due become a relative one, as there. */
export const iri = (text: string): Iri => ({ kind: 'iri', value: text.trim().replace(FORBIDDEN, percent) })

export const literal = (value: string, datatype?: Name): Literal =>
  datatype === undefined ? { kind: 'literal', value } : { kind: 'literal', value, datatype }

/** The IRI of a name. */
export const named = (name: Name): Iri => ({ kind: 'iri', value: expand(name) })

export const isWebAddress = (text: string): boolean => /^https?:\/\//.test(text)

/** An IRI where the text is one of the web, else a string. */
export const iriOrLiteral = (text: string): Iri | Literal => (isWebAddress(text) ? iri(text) : literal(text))

/** Tells terms apart within a graph. */
export function termKey(term: Term): string {
  if (term.kind === 'iri') return `<${term.value}`
  if (term.kind === 'blank') return `_${term.value}`
  return `"${term.value}"${term.datatype ?? ''}@${term.language ?? ''}`
}
