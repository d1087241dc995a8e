import type { Database } from 'better-sqlite3'

export interface TermTranslationRow {
  readonly term: string
  readonly term_translation: string
  readonly lang_code: string
}

/** Translations of terms, one for each language. */
export function termTranslationTable(db: Database) {
  const columns = 'term, term_translation, lang_code'
  const all = db.prepare(`SELECT ${columns} FROM term_translation ORDER BY term, lang_code`)
  const ofTerms = db.prepare(
    `SELECT ${columns} FROM term_translation WHERE term IN (SELECT value FROM json_each(?)) ORDER BY term, lang_code`,
  )
  const save = db.prepare(
    `INSERT INTO term_translation (term, term_translation, lang_code)
     VALUES (@term, @term_translation, @lang_code)
     ON CONFLICT (term, lang_code) DO UPDATE SET term_translation = excluded.term_translation`,
  )
  return {
    all: async () => all.all() as TermTranslationRow[],
    ofTerms: async (terms: readonly string[]) => ofTerms.all(JSON.stringify(terms)) as TermTranslationRow[],
    save: async (row: TermTranslationRow): Promise<void> => {
      save.run(row)
    },
  }
}
