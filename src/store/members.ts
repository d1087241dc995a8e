import type { Database } from 'better-sqlite3'
import { newId } from '../core/ids.ts'
import { changeAppender } from './changes.ts'
import { upsertSql } from './upsert-sql.ts'

export type MemberTable = 'user' | 'package' | 'group'

export interface MemberRow {
  readonly id: string
  readonly group_id: string
  /** With `group`, `table_id` is the parent of `group_id`. */
  readonly table_name: MemberTable
  readonly table_id: string
  /** A role for users; `public` or `organization` for datasets. */
  readonly capacity: string
  readonly state: string
}

const COLUMNS = ['id', 'group_id', 'table_name', 'table_id', 'capacity', 'state'] as const

export function memberTable(db: Database) {
  const one = db.prepare('SELECT * FROM member WHERE group_id = ? AND table_name = ? AND table_id = ?')
  const groupsOf = db.prepare(`SELECT * FROM member WHERE table_name = ? AND table_id = ? AND state = 'active'`)
  const membersOf = db.prepare(`SELECT * FROM member WHERE group_id = ? AND table_name = ? AND state = 'active'`)
  const upsert = db.prepare(upsertSql('member', COLUMNS, 'id'))
  const changed = changeAppender(db, 'member')
  return {
    /** The membership in any state. */
    get: async (groupId: string, table: MemberTable, tableId: string) =>
      one.get(groupId, table, tableId) as MemberRow | undefined,
    /** Active memberships of one object, in groups and organizations. */
    groupsOf: async (table: MemberTable, tableId: string) => groupsOf.all(table, tableId) as MemberRow[],
    /** Active members of one kind in a group. */
    membersOf: async (groupId: string, table: MemberTable) => membersOf.all(groupId, table) as MemberRow[],
    /** Makes the membership active with this capacity, keeping the id of an earlier one. */
    put: async (groupId: string, table: MemberTable, tableId: string, capacity: string): Promise<MemberRow> => {
      const before = one.get(groupId, table, tableId) as MemberRow | undefined
      const id = before?.id ?? newId()
      const row: MemberRow = { id, group_id: groupId, table_name: table, table_id: tableId, capacity, state: 'active' }
      upsert.run(row)
      changed(groupId)
      return row
    },
    /** Ends the membership, if there is one. */
    end: async (groupId: string, table: MemberTable, tableId: string): Promise<void> => {
      const before = one.get(groupId, table, tableId) as MemberRow | undefined
      if (before?.state !== 'active') return
      upsert.run({ ...before, state: 'deleted' })
      changed(groupId)
    },
  }
}
