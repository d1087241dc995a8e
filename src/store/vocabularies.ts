import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'
import { upsertSql } from './upsert-sql.ts'

export interface VocabularyRow {
  readonly id: string
  readonly name: string
}

export function vocabularyTable(db: Database) {
  const byId = db.prepare('SELECT id, name FROM vocabulary WHERE id = ?')
  const byName = db.prepare('SELECT id, name FROM vocabulary WHERE name = ?')
  const all = db.prepare('SELECT id, name FROM vocabulary ORDER BY rowid')
  const upsert = db.prepare(upsertSql('vocabulary', ['id', 'name'], 'id'))
  const remove = db.prepare('DELETE FROM vocabulary WHERE id = ?')
  const changed = changeAppender(db, 'vocabulary')
  return {
    get: async (id: string) => byId.get(id) as VocabularyRow | undefined,
    /** By id, then by name. */
    find: async (idOrName: string) =>
      (byId.get(idOrName) ?? byName.get(idOrName)) as VocabularyRow | undefined,
    /** Ordered by name. */
    all: async () => all.all() as VocabularyRow[],
    /** Adds or renames. */
    save: async (row: VocabularyRow): Promise<void> => {
      upsert.run(row)
      changed(row.id)
    },
    /** Removes a vocabulary that has no tags. */
    remove: async (id: string): Promise<void> => {
      remove.run(id)
      changed(id)
    },
  }
}
