import type { Database } from 'better-sqlite3'
import type { JsonObject } from '../core/json.ts'
import { changeAppender } from './changes.ts'
import { upsertSql } from './upsert-sql.ts'

export interface UserRow {
  readonly id: string
  readonly name: string
  readonly fullname: string | null
  readonly email: string | null
  /** See auth/password-hash.ts. */
  readonly password_hash: string | null
  readonly apikey: string | null
  readonly about: string | null
  readonly image_url: string | null
  readonly image_key: string | null
  readonly activity_streams_email_notifications: boolean
  readonly sysadmin: boolean
  readonly state: string
  readonly reset_key: string | null
  readonly plugin_extras: JsonObject | null
  readonly created: string
  readonly last_active: string | null
}

interface StoredUser extends Omit<UserRow, 'activity_streams_email_notifications' | 'sysadmin' | 'plugin_extras'> {
  readonly activity_streams_email_notifications: 0 | 1
  readonly sysadmin: 0 | 1
  readonly plugin_extras: string | null
}

const COLUMNS = [
  'id',
  'name',
  'fullname',
  'email',
  'password_hash',
  'apikey',
  'about',
  'image_url',
  'image_key',
  'activity_streams_email_notifications',
  'sysadmin',
  'state',
  'reset_key',
  'plugin_extras',
  'created',
  'last_active',
] as const satisfies readonly (keyof UserRow)[]

const fromColumns = (stored: StoredUser): UserRow => ({
  ...stored,
  activity_streams_email_notifications: stored.activity_streams_email_notifications === 1,
  sysadmin: stored.sysadmin === 1,
  plugin_extras: stored.plugin_extras === null ? null : (JSON.parse(stored.plugin_extras) as JsonObject),
})

const toColumns = (row: UserRow): StoredUser => ({
  ...row,
  activity_streams_email_notifications: row.activity_streams_email_notifications ? 1 : 0,
  sysadmin: row.sysadmin ? 1 : 0,
  plugin_extras: row.plugin_extras === null ? null : JSON.stringify(row.plugin_extras),
})

export function userTable(db: Database) {
  const byId = db.prepare('SELECT * FROM user WHERE id = ?')
  const byName = db.prepare('SELECT * FROM user WHERE name = ?')
  const upsert = db.prepare(upsertSql('user', COLUMNS, 'id'))
  const touch = db.prepare('UPDATE user SET last_active = ? WHERE id = ?')
  const changed = changeAppender(db, 'user')
  return {
    /** Notes that the user was there. */
    touch: async (id: string, time: string): Promise<void> => {
      touch.run(time, id)
    },
    /** By id, then by name; any state. */
    find: async (idOrName: string): Promise<UserRow | undefined> => {
      const stored = (byId.get(idOrName) ?? byName.get(idOrName)) as StoredUser | undefined
      return stored && fromColumns(stored)
    },
    /** Adds or replaces the row. */
    save: async (row: UserRow): Promise<void> => {
      upsert.run(toColumns(row))
      changed(row.id)
    },
  }
}
