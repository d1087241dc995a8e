import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'
import { GROUP_COLUMNS, groupFromColumns, type GroupRow, groupToColumns, type StoredGroup } from './group-columns.ts'
import { upsertSql } from './upsert-sql.ts'

/** Groups and organizations: one table, as in CKAN. */
export function groupTable(db: Database) {
  const byId = db.prepare('SELECT * FROM "group" WHERE id = ?')
  const byName = db.prepare('SELECT * FROM "group" WHERE name = ?')
  const upsert = db.prepare(upsertSql('group', GROUP_COLUMNS, 'id'))
  const changed = changeAppender(db, 'group')
  return {
    /** By id, then by name; any state, groups and organizations alike. */
    find: async (idOrName: string): Promise<GroupRow | undefined> => {
      const stored = (byId.get(idOrName) ?? byName.get(idOrName)) as StoredGroup | undefined
      return stored && groupFromColumns(stored)
    },
    /** Adds or replaces the row. */
    save: async (row: GroupRow): Promise<void> => {
      upsert.run(groupToColumns(row))
      changed(row.id)
    },
  }
}
