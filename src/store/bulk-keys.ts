import type { Database } from 'better-sqlite3'

/** A run of lines that one transaction did. */
export interface BulkPart {
  readonly last_line: number
  /** SHA-256 of all lines up to last_line. */
  readonly digest: Buffer
  readonly answers: Buffer
}

/** What bulk requests with an Idempotency-Key have done. Times are milliseconds since 1970. */
export function bulkKeyTable(db: Database) {
  const expire = db.prepare('DELETE FROM bulk_key WHERE expires < ?')
  const add = db.prepare('INSERT OR IGNORE INTO bulk_key (owner, key, expires) VALUES (?, ?, ?)')
  const find = db.prepare('SELECT id, lines FROM bulk_key WHERE owner = ? AND key = ?')
  const after = db.prepare(
    'SELECT last_line, digest, answers FROM bulk_part WHERE key_id = ? AND last_line > ? ORDER BY last_line LIMIT 1',
  )
  const advance = db.prepare('UPDATE bulk_key SET lines = ?, expires = ? WHERE id = ? AND lines = ?')
  const put = db.prepare(
    'INSERT INTO bulk_part (key_id, last_line, digest, answers) VALUES (@id, @last_line, @digest, @answers)',
  )
  return {
    /** The key of a user, made when it is new; those that expired are forgotten. */
    open: async (owner: string, key: string, now: number, expires: number) => {
      expire.run(now)
      add.run(owner, key, expires)
      return find.get(owner, key) as { readonly id: number; readonly lines: number }
    },
    /** The first run that ends after a line. */
    partAfter: async (id: number, line: number) => after.get(id, line) as BulkPart | undefined,
    /** Notes a run of lines that follows line `before`; false: another request has gone on there already. */
    add: async (id: number, before: number, expires: number, part: BulkPart): Promise<boolean> => {
      if (advance.run(part.last_line, expires, id, before).changes === 0) return false
      put.run({ id, ...part })
      return true
    },
  }
}
