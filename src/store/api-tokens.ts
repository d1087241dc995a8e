import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

export interface ApiTokenRow {
  /** SHA-256 of the token's `jti`, base64url. */
  readonly id: string
  readonly name: string
  readonly user_id: string
  readonly created_at: string
  readonly expires_at: string | null
  readonly last_access: string | null
}

const COLUMNS = ['id', 'name', 'user_id', 'created_at', 'expires_at', 'last_access'] as const

export function apiTokenTable(db: Database) {
  const byId = db.prepare('SELECT * FROM api_token WHERE id = ?')
  const ofUser = db.prepare('SELECT * FROM api_token WHERE user_id = ? ORDER BY created_at')
  const upsert = db.prepare(upsertSql('api_token', COLUMNS, 'id'))
  const remove = db.prepare('DELETE FROM api_token WHERE id = ?')
  const touch = db.prepare('UPDATE api_token SET last_access = ? WHERE id = ?')
  return {
    touch: async (id: string, time: string): Promise<void> => {
      touch.run(time, id)
    },
    get: async (id: string) => byId.get(id) as ApiTokenRow | undefined,
    /** Oldest first. */
    ofUser: async (userId: string) => ofUser.all(userId) as ApiTokenRow[],
    save: async (row: ApiTokenRow): Promise<void> => {
      upsert.run(row)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
  }
}
