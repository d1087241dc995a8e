import { parseTextQuery, plainQuery, type TextQuery } from '../datastore/text/text-query.ts'
import { SqlError } from './sql-error.ts'

/** A stem differs from its words in the last letters only: `happi` and happy, `die` and dying. */
const UNSURE = 2

function wordsOf(query: TextQuery): readonly string[] {
  switch (query.kind) {
    case 'word':
      return [query.word]
    case 'and':
      return query.parts.flatMap(wordsOf)
    case 'phrase':
      return [...wordsOf(query.left), ...wordsOf(query.right)]
    case 'or':
    case 'not':
      return []
  }
}

/**
 * Beginnings of words that a text must hold, in small letters, to match a query at all.
 *
 * @throws SqlError for a query that can't be read
 */
export function requiredParts(text: string, kind: string, language: string): readonly string[] {
  let query
  try {
    query = kind === 'plain' ? plainQuery(text, language) : parseTextQuery(text, language)
  } catch (error) {
    throw new SqlError(error instanceof Error ? error.message : String(error))
  }
  const words = query === undefined ? [] : wordsOf(query)
  return words.map((word) => word.slice(0, -UNSURE)).filter((part) => /^[a-z0-9]{2,}$/.test(part))
}
