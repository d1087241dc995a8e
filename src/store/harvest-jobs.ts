import type { Database } from 'better-sqlite3'

export type HarvestJobStatus = 'New' | 'Running' | 'Finished' | 'Aborted'

/** How many records of a run were what. */
export interface HarvestCounts {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly deleted: number
  readonly refused: number
}

/** One run over a source. Times are CKAN's text. */
export interface HarvestJobRow extends HarvestCounts {
  readonly seq: number
  readonly id: string
  readonly source_id: string
  readonly status: HarvestJobStatus
  readonly created: string
  readonly gather_started: string | null
  readonly finished: string | null
  /** JSON */
  readonly options: string
  /** JSON */
  readonly checkpoint: string | null
  readonly total: number | null
  /** JSON */
  readonly errors: string
}

/** What a run did with a record that was not as before. */
export interface HarvestRecordRow {
  readonly job_id: string
  readonly guid: string
  readonly object_id: string | null
  readonly package_id: string | null
  readonly change: 'created' | 'changed' | 'deleted' | 'refused'
  readonly reason: string | null
}

/** So many runs of a source are remembered. */
const KEPT = 50

/** Runs over sources, and what each did. */
export function harvestJobTable(db: Database) {
  const byId = db.prepare('SELECT * FROM harvest_job WHERE id = ?')
  const open = db.prepare("SELECT * FROM harvest_job WHERE source_id = ? AND status IN ('New', 'Running')")
  const list = db.prepare(
    `SELECT * FROM harvest_job WHERE (@source IS NULL OR source_id = @source)
     AND (@status IS NULL OR status = @status) ORDER BY seq DESC LIMIT @limit`,
  )
  const count = db.prepare('SELECT count(*) FROM harvest_job WHERE source_id = ?').pluck()
  const add = db.prepare(
    `INSERT INTO harvest_job (id, source_id, status, created, options) VALUES (@id, @source_id, 'New', @created, @options)`,
  )
  const begin = db.prepare(
    `UPDATE harvest_job SET status = 'Running', gather_started = coalesce(gather_started, @now)
     WHERE id = @id AND status IN ('New', 'Running')`,
  )
  const advance = db.prepare(
    `UPDATE harvest_job SET checkpoint = @checkpoint, total = coalesce(@total, total), added = added + @added,
     updated = updated + @updated, unchanged = unchanged + @unchanged, deleted = deleted + @deleted,
     refused = refused + @refused WHERE id = @id AND status = 'Running'`,
  )
  const finish = db.prepare(
    `UPDATE harvest_job SET status = @status, finished = @now, errors = @errors, checkpoint = NULL
     WHERE id = @id AND status IN ('New', 'Running')`,
  )
  const trim = db.prepare(
    `DELETE FROM harvest_job WHERE source_id = @source AND seq <= (SELECT seq FROM harvest_job
     WHERE source_id = @source ORDER BY seq DESC LIMIT 1 OFFSET ${String(KEPT)})`,
  )
  const addRecord = db.prepare(
    `INSERT INTO harvest_record (job_id, guid, object_id, package_id, change, reason)
     VALUES (@job_id, @guid, @object_id, @package_id, @change, @reason)
     ON CONFLICT (job_id, guid) DO UPDATE SET change = excluded.change, reason = excluded.reason,
     package_id = excluded.package_id, object_id = excluded.object_id`,
  )
  const records = db.prepare(
    `SELECT job_id, guid, object_id, package_id, change, reason FROM harvest_record
     WHERE job_id = @job AND (@change IS NULL OR change = @change) ORDER BY seq LIMIT @limit OFFSET @offset`,
  )
  return {
    get: async (id: string) => byId.get(id) as HarvestJobRow | undefined,
    /** The run of a source that waits or runs: there is one at the most. */
    open: async (sourceId: string) => open.get(sourceId) as HarvestJobRow | undefined,
    /** The newest first. */
    list: async (sourceId: string | null, status: string | null, limit: number) =>
      list.all({ source: sourceId, status, limit }) as HarvestJobRow[],
    count: async (sourceId: string) => count.get(sourceId) as number,
    add: async (row: Pick<HarvestJobRow, 'id' | 'source_id' | 'created' | 'options'>): Promise<void> => {
      add.run(row)
      trim.run({ source: row.source_id })
    },
    /** False when the run has ended meanwhile. */
    begin: async (id: string, now: string): Promise<boolean> => begin.run({ id, now }).changes > 0,
    /** Notes how far a run is; false when it was aborted. */
    advance: async (
      id: string,
      step: HarvestCounts & { readonly checkpoint: string | null; readonly total: number | null },
    ): Promise<boolean> => advance.run({ id, ...step }).changes > 0,
    /** Ends a run that has not ended; false when it has. */
    finish: async (
      id: string,
      status: HarvestJobStatus,
      now: string,
      errors: readonly string[],
    ): Promise<boolean> => finish.run({ id, status, now, errors: JSON.stringify(errors) }).changes > 0,
    addRecord: async (row: HarvestRecordRow): Promise<void> => {
      addRecord.run(row)
    },
    records: async (jobId: string, change: HarvestRecordRow['change'] | null, limit: number, offset = 0) =>
      records.all({ job: jobId, change, limit, offset }) as HarvestRecordRow[],
  }
}
