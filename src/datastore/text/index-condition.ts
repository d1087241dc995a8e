import type { TextQuery } from './text-query.ts'

/** A condition on `_id` over a full-text index, with its bound values. */
export interface IndexCondition {
  readonly sql: string
  readonly values: readonly string[]
}

const quoted = (query: Extract<TextQuery, { kind: 'word' }>): string =>
  `"${query.word.replaceAll('"', ' ')}"${query.isPrefix ? '*' : ''}`

/** Words in a row, if the query is nothing else. */
function rowOf(query: TextQuery): Extract<TextQuery, { kind: 'word' }>[] | undefined {
  if (query.kind === 'word') return [query]
  if (query.kind !== 'phrase' || query.distance !== 1 || query.right.kind !== 'word') return undefined
  const left = rowOf(query.left)
  return left && [...left, query.right]
}

/** The query in FTS5's language, exact or (phrases that it can't say) with more rows than match; undefined: it holds a `!`. */
function expression(query: TextQuery): string | undefined {
  switch (query.kind) {
    case 'word':
      return quoted(query)
    case 'phrase': {
      const row = rowOf(query)
      if (row?.slice(0, -1).every(({ isPrefix }) => !isPrefix)) return row.map(quoted).join(' + ')
      const sides = [expression(query.left), expression(query.right)]
      return sides.includes(undefined) ? undefined : `(${sides.join(' AND ')})`
    }
    case 'not':
      return undefined
    default: {
      const parts = query.parts.map(expression)
      return parts.includes(undefined)
        ? undefined
        : `(${parts.join(query.kind === 'and' ? ' AND ' : ' OR ')})`
    }
  }
}

/** Whether the index alone decides; otherwise the rows that it finds are to be looked at. */
export function isExactInIndex(query: TextQuery): boolean {
  switch (query.kind) {
    case 'word':
      return true
    case 'phrase': {
      const row = rowOf(query)
      return row?.slice(0, -1).every(({ isPrefix }) => !isPrefix) === true
    }
    case 'not':
      return isExactInIndex(query.part)
    default:
      return query.parts.every(isExactInIndex)
  }
}

/** Rows that may match, by the index `table`. */
export function indexCondition(query: TextQuery, table: string): IndexCondition {
  const whole = expression(query)
  if (whole !== undefined) {
    return { sql: `_id IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ?)`, values: [whole] }
  }
  if (query.kind === 'not') {
    // What the index can't decide must not be left out by its negation.
    if (!isExactInIndex(query.part)) return { sql: '1', values: [] }
    const inner = indexCondition(query.part, table)
    return { sql: `NOT (${inner.sql})`, values: inner.values }
  }
  if (query.kind === 'phrase') return { sql: '1', values: [] }
  const parts = query.kind === 'word' ? [] : query.parts.map((part) => indexCondition(part, table))
  const word = query.kind === 'and' ? ' AND ' : ' OR '
  return { sql: `(${parts.map(({ sql }) => sql).join(word)})`, values: parts.flatMap(({ values }) => values) }
}
