import { SearchError } from '../../core/errors.ts'

function number(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new SearchError(`Search error: 'Invalid mm: ${text.slice(0, 100)}'`)
  return Number(text)
}

/**
 * How many of `clauses` optional clauses have to match (Solr's mm: `3`, `-1`, `75%`, `2<-1 5<80%`).
 * @throws SearchError for a text that is none
 */
export function minimumMatch(clauses: number, spec: string): number {
  const trimmed = spec.trim()
  let result = clauses
  if (trimmed.includes('<')) {
    for (const part of trimmed.replace(/\s*<\s*/g, '<').split(/\s+/)) {
      const [bound = '', rest = ''] = part.split('<')
      if (clauses <= number(bound)) return result
      result = minimumMatch(clauses, rest)
    }
    return result
  }
  if (trimmed.endsWith('%')) {
    const share = (clauses * number(trimmed.slice(0, -1))) / 100
    result = Math.trunc(share) + (share < 0 ? clauses : 0)
  } else {
    const count = number(trimmed)
    result = count < 0 ? clauses + count : count
  }
  return Math.max(0, Math.min(clauses, result))
}
