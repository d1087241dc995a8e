import type { Database } from 'better-sqlite3'
import { newId } from '../core/ids.ts'
import { changeAppender } from './changes.ts'
import { upsertSql } from './upsert-sql.ts'

const TABLES = ['user', 'package', 'group'] as const
export type MemberTable = (typeof TABLES)[number]

/** Whether objects of this kind can be members of a group. */
export const isMemberTable = (value: unknown): value is MemberTable => TABLES.some((table) => table === value)

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
  const groupsOf = db.prepare(
    `SELECT * FROM member WHERE table_name = ? AND table_id = ? AND state = 'active'`,
  )
  const membersOf = db.prepare(
    `SELECT * FROM member WHERE group_id = ? AND table_name = ? AND state = 'active'`,
  )
  const countOf = db
    .prepare(`SELECT count(*) FROM member WHERE group_id = ? AND table_name = ? AND state = 'active'`)
    .pluck()
  const ofGroup = db.prepare(`SELECT * FROM member WHERE group_id = ? AND state = 'active' ORDER BY rowid`)
  const withActive = (table: MemberTable) =>
    db.prepare(
      `SELECT member.* FROM member JOIN "${table}" AS object ON object.id = member.table_id
       WHERE group_id = ? AND table_name = '${table}' AND member.state = 'active' AND object.state = 'active'
       ORDER BY member.rowid`,
    )
  const active = { user: withActive('user'), package: withActive('package'), group: withActive('group') }
  const endOfGroup = db.prepare(
    `UPDATE member SET state = 'deleted'
     WHERE state = 'active' AND (group_id = @id OR (table_name = 'group' AND table_id = @id))`,
  )
  const above = db.prepare(
    `WITH RECURSIVE above (id) AS (
       SELECT @id UNION SELECT table_id FROM member JOIN above ON group_id = above.id
       WHERE table_name = 'group' AND state = 'active')
     SELECT 1 FROM above WHERE id = @top`,
  )
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
    /** How many active members of one kind a group has. */
    count: async (groupId: string, table: MemberTable) => countOf.get(groupId, table) as number,
    /** Active memberships of every kind, of objects in any state, the oldest first. */
    ofGroup: async (groupId: string) => ofGroup.all(groupId) as MemberRow[],
    /** Active memberships of one kind whose object is active, too; the oldest first. */
    activeOf: async (groupId: string, table: MemberTable) => active[table].all(groupId) as MemberRow[],
    /** Whether a group is `top` or somewhere below it. */
    isBelow: async (id: string, top: string) => above.get({ id, top }) !== undefined,
    /** Makes the membership active with this capacity, keeping the id of an earlier one. */
    put: async (
      groupId: string,
      table: MemberTable,
      tableId: string,
      capacity: string,
    ): Promise<MemberRow> => {
      const before = one.get(groupId, table, tableId) as MemberRow | undefined
      const id = before?.id ?? newId()
      const row: MemberRow = {
        id,
        group_id: groupId,
        table_name: table,
        table_id: tableId,
        capacity,
        state: 'active',
      }
      upsert.run(row)
      changed(groupId)
      return row
    },
    /** Adds the membership of an object that was just made, and so has none. */
    add: async (groupId: string, table: MemberTable, tableId: string, capacity: string): Promise<void> => {
      upsert.run({
        id: newId(),
        group_id: groupId,
        table_name: table,
        table_id: tableId,
        capacity,
        state: 'active',
      })
      changed(groupId)
    },
    /** Ends the membership, if there is one. */
    end: async (groupId: string, table: MemberTable, tableId: string): Promise<void> => {
      const before = one.get(groupId, table, tableId) as MemberRow | undefined
      if (before?.state !== 'active') return
      upsert.run({ ...before, state: 'deleted' })
      changed(groupId)
    },
    /** Ends every membership in a group, and those of its sub-groups in it. */
    endAll: async (groupId: string): Promise<void> => {
      endOfGroup.run({ id: groupId })
      changed(groupId)
    },
  }
}
