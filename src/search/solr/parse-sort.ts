import { SearchQueryError } from '../../core/errors.ts'

/** One key of a sort: a field, `score`, or a function's text. */
export interface SortKey {
  readonly kind: 'field' | 'score' | 'function'
  readonly name: string
  readonly descending: boolean
}

const invalid = (): SearchQueryError =>
  new SearchQueryError(`Search Query is invalid: 'Invalid "sort" parameter'`)

/** Parts between commas that are in no parenthesis. */
function split(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let depth = 0
  for (const letter of text) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter !== ',' || depth > 0) part += letter
    else {
      parts.push(part)
      part = ''
    }
  }
  return [...parts, part]
}

/**
 * Reads `field asc|desc, …`; an empty text sorts by score, blanks alone say nothing. A comma at the
 * end is fine, one at the beginning is not.
 * @throws SearchQueryError as CKAN words it
 */
export function parseSort(text: string): readonly SortKey[] {
  const parts = split(text).map((part) => part.trim())
  if (text !== '' && text.trim() === '') throw invalid()
  if (parts.at(-1) === '') parts.pop()
  if (parts.length === 0) return [{ kind: 'score', name: 'score', descending: true }]
  return parts.map((part): SortKey => {
    const found = /^(\S.*?)\s+(asc|desc)$/is.exec(part)
    const [, name = '', direction = ''] = found ?? []
    const isFunction = name.includes('(')
    if (!found || (!isFunction && !/^[^\s,()]+$/.test(name))) throw invalid()
    const kind = name === 'score' ? 'score' : isFunction ? 'function' : 'field'
    return { kind, name, descending: direction.toLowerCase() === 'desc' }
  })
}
