import type { Database } from 'better-sqlite3'

/** Longer ones are no part of a format that anybody uses. */
const LONGEST = 100

export function formatTable(db: Database) {
  const matching = db
    .prepare(
      `SELECT format FROM (
         SELECT lower(format) AS format, count(*) AS uses FROM resource JOIN package ON package.id = package_id
         WHERE resource.state = 'active' AND lower(format) IS NOT NULL
           AND (@onlyPublic = 0 OR package.state = 'active' AND private = 0)
         GROUP BY lower(format)
       ) WHERE format LIKE '%' || @text || '%' ESCAPE '\\' ORDER BY uses DESC, format LIMIT @limit`,
    )
    .pluck()
  return {
    /** Formats of resources (`onlyPublic`: of datasets for everybody) in lower case, most used first; `%` and `_` in the text stand for anything, as in CKAN. */
    matching: async (text: string, limit: number, onlyPublic: boolean): Promise<string[]> =>
      text.length > LONGEST
        ? []
        : (matching.all({ text: text.toLowerCase(), limit, onlyPublic: onlyPublic ? 1 : 0 }) as string[]),
  }
}
