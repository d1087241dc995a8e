import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

/** A record of a source, and the dataset that it became. Times are CKAN's text. */
export interface HarvestObjectRow {
  readonly id: string
  readonly source_id: string
  /** What the source calls it. */
  readonly guid: string
  readonly package_id: string | null
  /** Of the dataset as it was saved. */
  readonly hash: string | null
  readonly state: 'current' | 'refused' | 'deleted'
  /** Why the newest version was refused. */
  readonly reason: string | null
  /** The newest run that saw it. */
  readonly job_id: string
  readonly gathered: string
  /** As the source says. */
  readonly modified: string | null
}

const COLUMNS = [
  'id',
  'source_id',
  'guid',
  'package_id',
  'hash',
  'state',
  'reason',
  'job_id',
  'gathered',
  'modified',
] as const

/** What came from which source. */
export function harvestObjectTable(db: Database) {
  const byId = db.prepare('SELECT * FROM harvest_object WHERE id = ?')
  const byPackage = db.prepare(
    "SELECT * FROM harvest_object WHERE package_id = ? ORDER BY state = 'current' DESC, gathered DESC LIMIT 1",
  )
  const byGuids = db.prepare(
    'SELECT * FROM harvest_object WHERE source_id = ? AND guid IN (SELECT value FROM json_each(?))',
  )
  const ids = db
    .prepare("SELECT id FROM harvest_object WHERE source_id = ? AND state = 'current' ORDER BY id")
    .pluck()
  const allIds = db.prepare("SELECT id FROM harvest_object WHERE state = 'current' ORDER BY id").pluck()
  const upsert = db.prepare(upsertSql('harvest_object', COLUMNS, 'id'))
  const see = db.prepare(
    'UPDATE harvest_object SET job_id = ? WHERE source_id = ? AND guid IN (SELECT value FROM json_each(?))',
  )
  const missing = db.prepare(
    `SELECT * FROM harvest_object WHERE source_id = @source AND state = 'current' AND job_id <> @job
     AND id > @after ORDER BY id LIMIT @limit`,
  )
  const count = db
    .prepare("SELECT count(*) FROM harvest_object WHERE source_id = ? AND state = 'current'")
    .pluck()
  const forgetRefused = db.prepare(
    "DELETE FROM harvest_object WHERE source_id = ? AND state = 'refused' AND job_id <> ?",
  )
  const remove = db.prepare('DELETE FROM harvest_object WHERE id = ?')
  return {
    get: async (id: string) => byId.get(id) as HarvestObjectRow | undefined,
    ofPackage: async (packageId: string) => byPackage.get(packageId) as HarvestObjectRow | undefined,
    withGuids: async (sourceId: string, guids: readonly string[]) =>
      byGuids.all(sourceId, JSON.stringify(guids)) as HarvestObjectRow[],
    /** Ids of what is there now, of one source or of all. */
    currentIds: async (sourceId: string | undefined) =>
      (sourceId === undefined ? allIds.all() : ids.all(sourceId)) as string[],
    save: async (row: HarvestObjectRow): Promise<void> => {
      upsert.run(row)
    },
    /** Notes that a run saw these records. */
    see: async (sourceId: string, guids: readonly string[], jobId: string): Promise<void> => {
      see.run(jobId, sourceId, JSON.stringify(guids))
    },
    /** What is there and a run did not see, in the order of ids. */
    missing: async (sourceId: string, jobId: string, after: string, limit: number) =>
      missing.all({ source: sourceId, job: jobId, after, limit }) as HarvestObjectRow[],
    countCurrent: async (sourceId: string) => count.get(sourceId) as number,
    /** Forgets refused records that a run did not meet again. */
    forgetRefused: async (sourceId: string, jobId: string): Promise<void> => {
      forgetRefused.run(sourceId, jobId)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
  }
}
