import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'
import {
  GROUP_COLUMNS,
  groupFromColumns,
  type GroupRow,
  groupToColumns,
  type StoredGroup,
} from './group-columns.ts'
import { groupPackages } from './group-packages.ts'
import { type GroupFilter, groupListSql, groupListValues } from './group-list-sql.ts'
import { likePattern } from './like-pattern.ts'
import { upsertSql } from './upsert-sql.ts'

export type GroupName = Pick<GroupRow, 'id' | 'name' | 'title'>

/** Groups and organizations: one table, as in CKAN. */
export function groupTable(db: Database) {
  // SQLite's own lower() knows ASCII alone.
  db.function('fold', { deterministic: true }, (text) => String(text).toLowerCase())
  const byId = db.prepare('SELECT * FROM "group" WHERE id = ?')
  const byName = db.prepare('SELECT * FROM "group" WHERE name = ?')
  const stateOf = db.prepare('SELECT state FROM "group" WHERE id = ?').pluck()
  const upsert = db.prepare(upsertSql('group', GROUP_COLUMNS, 'id'))
  const containing = db.prepare(
    `SELECT id, name, title FROM "group" WHERE is_organization = @is_organization AND state = 'active'
       AND (name LIKE @pattern ESCAPE '\\' OR fold(title) LIKE @pattern ESCAPE '\\') ORDER BY rowid LIMIT @limit`,
  )
  const removeMembers = db.prepare(
    `DELETE FROM member WHERE group_id = @id OR (table_name = 'group' AND table_id = @id)`,
  )
  const removeFollowers = db.prepare(`DELETE FROM follower WHERE object_type = 'group' AND object_id = ?`)
  const remove = db.prepare('DELETE FROM "group" WHERE id = ?')
  const listed = new Map<string, ReturnType<Database['prepare']>>()
  const changed = changeAppender(db, 'group')

  const list = (columns: string, filter: GroupFilter) => {
    const sql = groupListSql(columns, filter)
    const known = listed.get(sql)
    const statement = known ?? db.prepare(sql)
    if (!known) listed.set(sql, statement)
    return statement.all(groupListValues(filter))
  }

  return {
    ...groupPackages(db),
    /** By id, then by name; any state, groups and organizations alike. */
    find: async (idOrName: string): Promise<GroupRow | undefined> => {
      const stored = (byId.get(idOrName) ?? byName.get(idOrName)) as StoredGroup | undefined
      return stored && groupFromColumns(stored)
    },
    isActive: async (id: string): Promise<boolean> => stateOf.get(id) === 'active',
    /** Active groups or organizations of a filter, in its order. */
    list: async (filter: GroupFilter): Promise<GroupRow[]> =>
      (list('*', filter) as StoredGroup[]).map(groupFromColumns),
    /** Their names alone. */
    names: async (filter: GroupFilter): Promise<string[]> =>
      (list('name', filter) as { name: string }[]).map(({ name }) => name),
    /** Active ones whose name or title contains the text, in the order of creation. */
    containing: async (isOrganization: boolean, text: string, limit: number): Promise<GroupName[]> =>
      containing.all({
        is_organization: isOrganization ? 1 : 0,
        pattern: likePattern(text),
        limit,
      }) as GroupName[],
    /** Adds or replaces the row. */
    save: async (row: GroupRow): Promise<void> => {
      upsert.run(groupToColumns(row))
      changed(row.id)
    },
    /** Removes every trace of the group but its activity; no dataset may belong to it any more. */
    purge: async (id: string): Promise<void> => {
      removeMembers.run({ id })
      removeFollowers.run(id)
      remove.run(id)
      changed(id)
    },
  }
}
