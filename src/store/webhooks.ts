import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

/** A subscription. `created` and `last_delivery` are CKAN's text, `next_attempt` milliseconds since 1970. */
export interface WebhookRow {
  readonly id: string
  readonly user_id: string
  readonly url: string
  readonly secret: string
  readonly q: string | null
  readonly fq: string | null
  readonly package_id: string | null
  readonly created: string
  readonly state: 'active' | 'paused'
  readonly reason: string | null
  /** Of the change log: everything up to it was told. */
  readonly position: number
  /** 1: what was there when it was made is among what it was told of. */
  readonly is_seeded: 0 | 1
  /** Since the last success. */
  readonly failures: number
  readonly next_attempt: number | null
  readonly delivered: number
  readonly last_delivery: string | null
  readonly last_status: number | null
  readonly last_error: string | null
}

const COLUMNS = [
  'id',
  'user_id',
  'url',
  'secret',
  'q',
  'fq',
  'package_id',
  'created',
  'state',
  'reason',
  'position',
  'is_seeded',
  'failures',
  'next_attempt',
  'delivered',
  'last_delivery',
  'last_status',
  'last_error',
] as const

/** Subscriptions to changes of datasets. */
export function webhookTable(db: Database) {
  const byId = db.prepare('SELECT * FROM webhook WHERE id = ?')
  const all = db.prepare('SELECT * FROM webhook WHERE user_id = @user OR @user IS NULL ORDER BY created, id')
  const behind = db.prepare("SELECT * FROM webhook WHERE state = 'active' AND position < ?")
  const count = db.prepare('SELECT count(*) FROM webhook WHERE user_id = ?').pluck()
  const upsert = db.prepare(upsertSql('webhook', COLUMNS, 'id'))
  const move = db.prepare('UPDATE webhook SET position = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM webhook WHERE id = ?')
  const isTold = db.prepare('SELECT 1 FROM webhook_dataset WHERE webhook_id = ? AND package_id = ?').pluck()
  const tell = db.prepare('INSERT OR IGNORE INTO webhook_dataset (webhook_id, package_id) VALUES (?, ?)')
  const forget = db.prepare('DELETE FROM webhook_dataset WHERE webhook_id = ? AND package_id = ?')
  return {
    find: async (id: string) => byId.get(id) as WebhookRow | undefined,
    /** Those of a user; undefined: all. */
    ofUser: async (userId: string | undefined) => all.all({ user: userId ?? null }) as WebhookRow[],
    count: async (userId: string) => count.get(userId) as number,
    /** Active ones that were not told everything up to a change. */
    behind: async (seq: number) => behind.all(seq) as WebhookRow[],
    save: async (row: WebhookRow): Promise<void> => {
      upsert.run(row)
    },
    move: async (id: string, position: number): Promise<void> => {
      move.run(position, id)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
    isTold: async (id: string, packageId: string) => isTold.get(id, packageId) === 1,
    setTold: async (id: string, packageId: string, told: boolean): Promise<void> => {
      ;(told ? tell : forget).run(id, packageId)
    },
  }
}
