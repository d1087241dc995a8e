import { analyse, type Chain } from '../analysis/analyse.ts'
import type { SolrFields } from '../document/solr-fields.ts'
import { fieldType, type FieldType } from '../field-types.ts'

/** The tokens of all values of a field; `length` counts places, as Lucene's norms do. */
export interface Tokens {
  readonly terms: string[]
  readonly positions: number[]
  length: number
  /** Where the next value begins. */
  next: number
}

/** What a document adds to each field's index. */
export interface Inverted {
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly tokens: ReadonlyMap<string, Tokens>
  readonly numbers: ReadonlyMap<string, number>
}

/** The distance between two values of one field (Solr: positionIncrementGap). */
const GAP = 100
const INTO_URLS = new Set(['url', 'ckan_url', 'download_url', 'res_url'])
/** Their values are ids here; the words of their names are found by other means (see match/names.ts). */
const NAMED_BY_ID = new Set(['organization', 'groups'])

type Analysis = ReturnType<typeof analyse>

function append(into: Tokens, { tokens, width }: Analysis): void {
  let last = -1
  for (const { term, position } of tokens) {
    into.terms.push(term)
    into.positions.push(into.next + position)
    if (position !== last) into.length++
    last = position
  }
  into.next += width + GAP
}

const chainOf = (type: FieldType): Chain | undefined =>
  type.kind === 'text' || type.kind === 'general' ? type.kind : undefined

/** Analyses a document and copies fields into others, as CKAN's Solr schema does. */
export function invert(fields: SolrFields): Inverted {
  const values = new Map<string, readonly string[]>()
  const tokens = new Map<string, Tokens>()
  const numbers = new Map<string, number>()
  const tokensOf = (name: string): Tokens => {
    let found = tokens.get(name)
    if (!found) tokens.set(name, (found = { terms: [], positions: [], length: 0, next: 0 }))
    return found
  }
  for (const [name, list] of fields) {
    const type = fieldType(name)
    const chain = chainOf(type)
    if (type.kind === 'string') values.set(name, list)
    else if (type.kind === 'date' || type.kind === 'integer') {
      const number = type.kind === 'date' ? Date.parse(list[0] ?? '') : Number(list[0])
      if (!Number.isNaN(number)) numbers.set(name, number)
    }
    const intoText = type.inText && !NAMED_BY_ID.has(name)
    for (const value of list) {
      const own = chain && analyse(chain, value, 'index')
      if (own) append(tokensOf(name), own)
      if (intoText) append(tokensOf('text'), chain === 'text' && own ? own : analyse('text', value, 'index'))
      if (INTO_URLS.has(name)) append(tokensOf('urls'), analyse('text', value, 'index'))
    }
  }
  return { values, tokens, numbers }
}
