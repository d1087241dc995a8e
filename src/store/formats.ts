import type { Database } from 'better-sqlite3'

/** Longer ones are no part of a format that anybody uses. */
const LONGEST = 100

export function formatTable(db: Database) {
  const matching = db
    .prepare(
      `SELECT format FROM (
         SELECT lower(format) AS format, count(*) AS uses FROM resource
         WHERE state = 'active' AND lower(format) IS NOT NULL GROUP BY lower(format)
       ) WHERE format LIKE '%' || @text || '%' ESCAPE '\\' ORDER BY uses DESC, format LIMIT @limit`,
    )
    .pluck()
  return {
    /** Formats of resources in lower case, most used first; `%` and `_` in the text stand for anything, as in CKAN. */
    matching: async (text: string, limit: number): Promise<string[]> =>
      text.length > LONGEST ? [] : (matching.all({ text: text.toLowerCase(), limit }) as string[]),
  }
}
