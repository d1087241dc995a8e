import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

export interface TaskStatusRow {
  readonly id: string
  readonly entity_id: string
  readonly entity_type: string
  readonly task_type: string
  readonly key: string
  readonly value: string
  readonly state: string | null
  readonly error: string | null
  /** CKAN's time text. */
  readonly last_updated: string | null
}

const COLUMNS = [
  'id',
  'entity_id',
  'entity_type',
  'task_type',
  'key',
  'value',
  'state',
  'error',
  'last_updated',
] as const

/** What programs outside say of their work on datasets and resources. */
export function taskStatusTable(db: Database) {
  const byId = db.prepare('SELECT * FROM task_status WHERE id = ?')
  const byKey = db.prepare('SELECT * FROM task_status WHERE entity_id = ? AND task_type = ? AND key = ?')
  const upsert = db.prepare(upsertSql('task_status', COLUMNS, 'id'))
  const remove = db.prepare('DELETE FROM task_status WHERE id = ?')
  return {
    get: async (id: string) => byId.get(id) as TaskStatusRow | undefined,
    find: async (entityId: string, taskType: string, key: string) =>
      byKey.get(entityId, taskType, key) as TaskStatusRow | undefined,
    save: async (row: TaskStatusRow): Promise<void> => {
      upsert.run(row)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
  }
}
