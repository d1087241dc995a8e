import type { Database } from 'better-sqlite3'
import { newId } from '../core/ids.ts'
import { changeAppender } from './changes.ts'
import type { TagRow } from './rows.ts'

export function tagTable(db: Database) {
  const byId = db.prepare('SELECT id, name, vocabulary_id FROM tag WHERE id = ?')
  const byName = db.prepare(
    `SELECT id, name, vocabulary_id FROM tag WHERE name = ? AND ifnull(vocabulary_id, '') = ifnull(?, '')`,
  )
  const insert = db.prepare('INSERT INTO tag (id, name, vocabulary_id) VALUES (@id, @name, @vocabulary_id)')
  const changed = changeAppender(db, 'tag')
  return {
    get: async (id: string) => byId.get(id) as TagRow | undefined,
    /** A free tag by its exact name, or one of a vocabulary. */
    named: async (name: string, vocabularyId: string | null) =>
      byName.get(name, vocabularyId) as TagRow | undefined,
    /** The tag of this name, made when it is new. */
    ensure: async (name: string, vocabularyId: string | null): Promise<TagRow> => {
      const known = byName.get(name, vocabularyId) as TagRow | undefined
      if (known) return known
      const row: TagRow = { id: newId(), name, vocabulary_id: vocabularyId }
      insert.run(row)
      changed(row.id)
      return row
    },
  }
}
