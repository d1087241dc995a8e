import { analyseInto, type Chain, type TokenList } from '../analysis/analyse.ts'
import type { SolrFields } from '../document/solr-fields.ts'
import { languageFields, type Language } from '../analysis/languages.ts'
import { chainOf, fieldType } from '../field-types.ts'

/** The tokens of all values of a field. */
export interface Tokens extends TokenList {
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

function append(into: Tokens, chain: Chain, value: string): void {
  into.next += analyseInto(into, into.next, chain, value, 'index') + GAP
}

/** Appends tokens that another field got last, which begin there at an index and a position. */
function copyTokens(into: Tokens, from: Tokens, index: number, position: number, length: number): void {
  for (let i = index; i < from.terms.length; i++) {
    into.terms.push(from.terms[i] ?? '')
    into.positions.push((from.positions[i] ?? 0) - position + into.next)
  }
  into.length += from.length - length
  into.next += from.next - position
}

/**
 * Analyses a document and copies fields into others, as CKAN's Solr schema does.
 * @param language analyses title and catch-all text a second time, into fields of their own
 */
export function invert(fields: SolrFields, language?: Language): Inverted {
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
    const chain = chainOf(type.kind)
    if (type.kind === 'string') values.set(name, list)
    else if (type.kind === 'date' || type.kind === 'integer') {
      const number = type.kind === 'date' ? Date.parse(list[0] ?? '') : Number(list[0])
      if (!Number.isNaN(number)) numbers.set(name, number)
    }
    const intoText = type.inText && !NAMED_BY_ID.has(name)
    const own = chain && list.length > 0 ? tokensOf(name) : undefined
    for (const value of list) {
      const before = own && { index: own.terms.length, position: own.next, length: own.length }
      if (own) append(own, chain ?? 'text', value)
      if (intoText && own && before && chain === 'text') {
        copyTokens(tokensOf('text'), own, before.index, before.position, before.length)
      } else if (intoText) append(tokensOf('text'), 'text', value)
      if (language && intoText) append(tokensOf(languageFields(language).text), language, value)
      if (language && name === 'title') append(tokensOf(languageFields(language).title), language, value)
      if (INTO_URLS.has(name)) append(tokensOf('urls'), 'text', value)
    }
  }
  return { values, tokens, numbers }
}
