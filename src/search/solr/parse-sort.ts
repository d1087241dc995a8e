import { SearchQueryError } from '../../core/errors.ts'

/** One key of a sort: a field, `score`, or a function's text. */
export interface SortKey {
  readonly kind: 'field' | 'score' | 'function'
  readonly name: string
  readonly descending: boolean
}

const invalid = (): SearchQueryError =>
  new SearchQueryError(`Search Query is invalid: 'Invalid "sort" parameter'`)

/** A function up to the parenthesis that closes it, or whatever comes before the next blank. */
function readName(text: string, from: number): string {
  const plain = /\S*/y
  plain.lastIndex = from
  const name = plain.exec(text)?.[0] ?? ''
  if (!name.includes('(')) return name
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++
    if (text[at] === ')') depth--
    if (text[at] === ')' && depth === 0) return text.slice(from, at + 1)
  }
  throw invalid()
}

/**
 * Reads `field asc|desc, …`; an empty text sorts by score, blanks alone say nothing. A comma at the end is fine; one
 * inside of a name belongs to it, and nobody has such a field.
 * @throws SearchQueryError as CKAN words it
 */
export function parseSort(text: string): readonly SortKey[] {
  if (text === '') return [{ kind: 'score', name: 'score', descending: true }]
  const keys: SortKey[] = []
  const direction = /\s+(asc|desc)\s*(?:,\s*|$)/iy
  let at = text.search(/\S|$/)
  while (at < text.length) {
    const name = readName(text, at)
    direction.lastIndex = at + name.length
    const found = direction.exec(text)
    if (!found) throw invalid()
    at = direction.lastIndex
    const kind = name === 'score' ? 'score' : name.includes('(') ? 'function' : 'field'
    keys.push({ kind, name, descending: found[1]?.toLowerCase() === 'desc' })
  }
  if (keys.length === 0) throw invalid()
  return keys
}
