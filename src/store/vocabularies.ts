import type { Database } from 'better-sqlite3'

export interface VocabularyRow {
  readonly id: string
  readonly name: string
}

export function vocabularyTable(db: Database) {
  const byId = db.prepare('SELECT id, name FROM vocabulary WHERE id = ?')
  const byName = db.prepare('SELECT id, name FROM vocabulary WHERE name = ?')
  return {
    get: async (id: string) => byId.get(id) as VocabularyRow | undefined,
    /** By id, then by name. */
    find: async (idOrName: string) => (byId.get(idOrName) ?? byName.get(idOrName)) as VocabularyRow | undefined,
  }
}
