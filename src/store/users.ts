import type { Database, Statement } from 'better-sqlite3'
import { changeAppender } from './changes.ts'
import { likePattern } from './like-pattern.ts'
import { upsertSql } from './upsert-sql.ts'
import {
  USER_COLUMNS,
  userFromColumns,
  type StoredUser,
  type UserRow,
  userToColumns,
} from './user-columns.ts'

export type { UserRow } from './user-columns.ts'

export interface UserFilter {
  /** Part of name or full name, any case, `%` and `_` for any letters; '': everybody. */
  readonly text: string
  /** Whether `text` may also be a part of the e-mail address. */
  readonly inEmail: boolean
  /** The whole address. */
  readonly email?: string | undefined
  /** A name to leave out: the site's own user. */
  readonly except?: string | undefined
}

/** A user in a list, with the number of datasets that everybody sees. */
export type ListedUser = UserRow & { readonly number_created_packages: number }

/** What a list of users can be ordered by; null comes last. */
const ORDERS: Readonly<Record<string, string>> = {
  display_name: `coalesce(nullif(fullname, ''), name), name`,
  name: 'name',
  number_created_packages: 'number_created_packages, name',
  ...Object.fromEntries(
    ['id', 'fullname', 'email', 'about', 'created', 'last_active', 'image_url', 'state', 'sysadmin'].map(
      (column) => [column, `${column} NULLS LAST, rowid`],
    ),
  ),
}

const MATCHES = `state <> 'deleted' AND name IS NOT @except AND (@email IS NULL OR email = @email)
  AND (@pattern = '%%'
    OR (search_text LIKE @pattern ESCAPE '\\'
      AND (name LIKE @pattern ESCAPE '\\' OR substr(search_text, length(name) + 2) LIKE @pattern ESCAPE '\\'))
    OR (@inEmail AND lower(email) LIKE @pattern ESCAPE '\\'))`
const PUBLIC_PACKAGES = `SELECT count(*) FROM package WHERE creator_user_id = user.id AND state = 'active' AND private = 0`

const parameters = ({ text, inEmail, email, except }: UserFilter) => ({
  pattern: likePattern(text),
  inEmail: inEmail ? 1 : 0,
  email: email ?? null,
  except: except ?? null,
})

export function userTable(db: Database) {
  const byId = db.prepare('SELECT * FROM user WHERE id = ?')
  const byName = db.prepare('SELECT * FROM user WHERE name = ?')
  const byEmail = db.prepare(`SELECT * FROM user WHERE lower(email) = lower(?) AND state = 'active'`)
  const upsert = db.prepare(upsertSql('user', [...USER_COLUMNS, 'search_text'], 'id'))
  const touch = db.prepare('UPDATE user SET last_active = ? WHERE id = ?')
  const matching = db.prepare(
    `SELECT id, name, fullname FROM user WHERE ${MATCHES} ORDER BY name LIMIT @limit`,
  )
  const publicPackages = db
    .prepare(`SELECT count(*) FROM package WHERE creator_user_id = ? AND state = 'active' AND private = 0`)
    .pluck()
  const packages = db
    .prepare(`SELECT count(*) FROM package WHERE creator_user_id = ? AND state <> 'deleted'`)
    .pluck()
  const newestPublic = db
    .prepare(
      `SELECT id FROM package WHERE creator_user_id = ? AND state = 'active' AND private = 0
       ORDER BY metadata_modified DESC LIMIT ?`,
    )
    .pluck()
  const newest = db
    .prepare(
      `SELECT id FROM package WHERE creator_user_id = ? AND state <> 'deleted' ORDER BY metadata_modified DESC LIMIT ?`,
    )
    .pluck()
  const toNotify = db.prepare(
    `SELECT * FROM user WHERE activity_streams_email_notifications = 1 AND state = 'active' AND email <> '' ORDER BY name`,
  )
  const listed = db.prepare(
    `SELECT user.*, (${PUBLIC_PACKAGES}) AS number_created_packages
     FROM json_each(?) AS wanted CROSS JOIN user ON user.name = wanted.value ORDER BY wanted.key`,
  )
  const lists = new Map<string, Statement>()
  const changed = changeAppender(db, 'user')

  const listStatement = (columns: string, order: string): Statement => {
    const sql = `SELECT ${columns} FROM user WHERE ${MATCHES} ORDER BY ${ORDERS[order] ?? ORDERS['display_name'] ?? ''}`
    const statement = lists.get(sql) ?? db.prepare(sql)
    lists.set(sql, statement)
    return statement
  }
  const found = (stored: unknown): UserRow | undefined =>
    stored === undefined ? undefined : userFromColumns(stored as StoredUser)

  return {
    /** Notes that the user was there. */
    touch: async (id: string, time: string): Promise<void> => {
      touch.run(time, id)
    },
    /** By id, then by name; any state. */
    find: async (idOrName: string): Promise<UserRow | undefined> =>
      found(byId.get(idOrName) ?? byName.get(idOrName)),
    /** Active users with this address, in any case. */
    withEmail: async (email: string): Promise<UserRow[]> =>
      (byEmail.all(email) as StoredUser[]).map(userFromColumns),
    /** Active users who want to hear of activities by e-mail, and have an address. */
    toNotify: async (): Promise<UserRow[]> => (toNotify.all() as StoredUser[]).map(userFromColumns),
    /** The users of these names, in the order of the names; one who is gone is left out. */
    listed: async (names: readonly string[]): Promise<ListedUser[]> =>
      (listed.all(JSON.stringify(names)) as (StoredUser & { number_created_packages: number })[]).map(
        (row) => ({
          ...userFromColumns(row),
          number_created_packages: row.number_created_packages,
        }),
      ),
    /** Names of all who are not deleted; an unknown `order` is that of the shown name. */
    names: async (filter: UserFilter, order: string): Promise<string[]> => {
      const counted =
        order === 'number_created_packages' ? `, (${PUBLIC_PACKAGES}) AS number_created_packages` : ''
      const rows = listStatement(`name${counted}`, order).all(parameters(filter)) as { name: string }[]
      return rows.map(({ name }) => name)
    },
    /** In the order of names, at most `limit`. */
    matching: async (
      filter: UserFilter,
      limit: number,
    ): Promise<Pick<UserRow, 'id' | 'name' | 'fullname'>[]> =>
      matching.all({ ...parameters(filter), limit }) as Pick<UserRow, 'id' | 'name' | 'fullname'>[],
    /** How many datasets the user made: those that everybody sees, or all that are not deleted. */
    countPackages: async (id: string, { all }: { readonly all: boolean }) =>
      (all ? packages : publicPackages).get(id) as number,
    /** Ids of datasets that the user made, lately changed ones first. */
    newestPackages: async (id: string, { all, limit }: { readonly all: boolean; readonly limit: number }) =>
      (all ? newest : newestPublic).all(id, limit) as string[],
    /** Adds or replaces the row. */
    save: async (row: UserRow): Promise<void> => {
      upsert.run({ ...userToColumns(row), search_text: `${row.name}\n${row.fullname ?? ''}`.toLowerCase() })
      changed(row.id)
    },
  }
}
