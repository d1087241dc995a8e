import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

/** The newest load of a resource's file into a table. Times are CKAN's text. */
export interface TableLoadRow {
  readonly resource_id: string
  readonly job_id: string
  readonly state: 'pending' | 'running' | 'complete' | 'error'
  readonly requested: string
  readonly finished: string | null
  readonly url: string | null
  /** Of the file that the table was made of. */
  readonly hash: string | null
  readonly error: string | null
  /** JSON */
  readonly report: string | null
  /** JSON */
  readonly logs: string
}

const COLUMNS = [
  'resource_id',
  'job_id',
  'state',
  'requested',
  'finished',
  'url',
  'hash',
  'error',
  'report',
  'logs',
] as const

/** Loads of files into tables of the DataStore. */
export function tableLoadTable(db: Database) {
  const byId = db.prepare('SELECT * FROM table_load WHERE resource_id = ?')
  const open = db.prepare(
    `SELECT count(*) FROM table_load WHERE state IN ('pending', 'running') AND resource_id IN (SELECT id FROM resource WHERE package_id = ?)`,
  )
  const upsert = db.prepare(upsertSql('table_load', COLUMNS, 'resource_id'))
  const remove = db.prepare('DELETE FROM table_load WHERE resource_id = ?')
  return {
    get: async (resourceId: string) => byId.get(resourceId) as TableLoadRow | undefined,
    /** Loads of a dataset's resources that have not ended. */
    countOpen: async (packageId: string) => open.pluck().get(packageId) as number,
    save: async (row: TableLoadRow): Promise<void> => {
      upsert.run(row)
    },
    remove: async (resourceId: string): Promise<void> => {
      remove.run(resourceId)
    },
  }
}
