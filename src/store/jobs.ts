import type { Database } from 'better-sqlite3'

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Times are milliseconds since 1970, but for `created`, which is CKAN's text. */
export interface JobRow {
  readonly id: string
  readonly kind: string
  readonly queue: string
  readonly title: string
  /** JSON. */
  readonly data: string
  readonly key: string | null
  readonly state: JobState
  readonly created: string
  readonly run_at: number
  /** Begun so far, the running one with it. */
  readonly attempts: number
  readonly worker: string | null
  readonly lease_until: number | null
  readonly started: number | null
  readonly ended: number | null
  /** 0 to 1. */
  readonly progress: number | null
  /** JSON. */
  readonly result: string | null
  readonly error: string | null
}

export type NewJobRow = Pick<
  JobRow,
  'id' | 'kind' | 'queue' | 'title' | 'data' | 'key' | 'created' | 'run_at'
>

export interface JobLogLine {
  readonly time: number
  readonly line: string
}

/** One attempt: what a worker writes counts only as long as the attempt is its own. */
export interface JobClaim {
  readonly id: string
  readonly worker: string
  readonly attempts: number
}

/** How an attempt ended; `queued` is to be tried again at `run_at`. */
export interface JobEnd {
  readonly state: JobState
  readonly run_at: number
  readonly attempts: number
  readonly ended: number | null
  readonly result: string | null
  readonly error: string | null
}

const DUE = `state = 'queued' AND kind = @kind AND run_at <= @now AND NOT EXISTS
  (SELECT 1 FROM job AS other WHERE other.state = 'running' AND other.kind = job.kind AND other.key = job.key)`
const OWN = "id = @id AND worker = @worker AND attempts = @claimed AND state = 'running'"

function listing(db: Database) {
  const byId = db.prepare('SELECT * FROM job WHERE id = ?')
  const latest = db.prepare('SELECT * FROM job WHERE kind = ? AND key = ? ORDER BY seq DESC LIMIT 1')
  const waiting = db.prepare("SELECT * FROM job WHERE state = 'queued' AND queue = ? ORDER BY seq")
  const queues = db.prepare("SELECT DISTINCT queue FROM job WHERE state = 'queued' ORDER BY queue").pluck()
  const recent = db.prepare(
    'SELECT * FROM job WHERE state IN (SELECT value FROM json_each(?)) ORDER BY seq DESC LIMIT ?',
  )
  const log = db.prepare('SELECT time, line FROM job_log WHERE job_id = ? ORDER BY seq')
  return {
    get: async (id: string) => byId.get(id) as JobRow | undefined,
    /** The newest job of this key. */
    latest: async (kind: string, key: string) => latest.get(kind, key) as JobRow | undefined,
    /** Waiting jobs of a queue, the oldest first. */
    waiting: async (queue: string) => waiting.all(queue) as JobRow[],
    /** Names of the queues in which jobs wait. */
    queues: async () => queues.all() as string[],
    /** Newest first. */
    recent: async (states: readonly JobState[], limit: number) =>
      recent.all(JSON.stringify(states), limit) as JobRow[],
    log: async (id: string) => log.all(id) as JobLogLine[],
  }
}

function working(db: Database) {
  const due = db.prepare(`SELECT * FROM job WHERE ${DUE} ORDER BY run_at, seq LIMIT 1`)
  const running = db.prepare("SELECT count(*) FROM job WHERE state = 'running' AND kind = ?").pluck()
  const claim = db.prepare(
    `UPDATE job SET state = 'running', attempts = attempts + 1, worker = @worker, lease_until = @lease_until,
     started = @now, progress = NULL WHERE id = @id`,
  )
  const end = db.prepare(
    `UPDATE job SET state = @state, run_at = @run_at, attempts = @attempts, ended = @ended, result = @result,
     error = @error, worker = NULL, lease_until = NULL WHERE ${OWN}`,
  )
  const renew = db.prepare(`UPDATE job SET lease_until = @lease_until WHERE ${OWN}`)
  const report = db.prepare(`UPDATE job SET progress = coalesce(@progress, progress) WHERE ${OWN}`)
  const addLine = db.prepare('INSERT INTO job_log (job_id, time, line) VALUES (?, ?, ?)')
  const rival = db
    .prepare("SELECT 1 FROM job WHERE state = 'queued' AND kind = ? AND key = ? AND id <> ?")
    .pluck()
  const lost = db.prepare(
    "SELECT * FROM job WHERE state = 'running' AND worker <> @worker AND (lease_until < @now OR worker GLOB @dead)",
  )
  return {
    /** The job of a kind that is due the longest; none while one of the same key runs. */
    due: async (kind: string, now: number) => due.get({ kind, now }) as JobRow | undefined,
    /** How many jobs of a kind run, in all processes. */
    running: async (kind: string) => running.get(kind) as number,
    claim: async (id: string, worker: string, now: number, leaseUntil: number): Promise<void> => {
      claim.run({ id, worker, now, lease_until: leaseUntil })
    },
    /** False when the attempt is no longer the worker's own. */
    end: async ({ id, worker, attempts }: JobClaim, how: JobEnd): Promise<boolean> =>
      end.run({ ...how, id, worker, claimed: attempts }).changes > 0,
    /** False when the attempt is no longer the worker's own: cancelled, or given to another. */
    renew: async ({ id, worker, attempts }: JobClaim, leaseUntil: number): Promise<boolean> =>
      renew.run({ id, worker, claimed: attempts, lease_until: leaseUntil }).changes > 0,
    report: async (
      { id, worker, attempts }: JobClaim,
      progress: number | null,
      lines: readonly JobLogLine[],
    ): Promise<void> => {
      if (report.run({ id, worker, claimed: attempts, progress }).changes === 0) return
      for (const { time, line } of lines) addLine.run(id, time, line)
    },
    /** Whether another job of the same key waits. */
    hasWaitingTwin: async ({ id, kind, key }: JobRow) =>
      key !== null && rival.get(kind, key, id) !== undefined,
    /** Running jobs whose worker died: its lease ran out, or its name begins with `dead`. */
    lost: async (worker: string, now: number, dead: string) =>
      lost.all({ worker, now, dead: dead === '' ? '' : `${dead}*` }) as JobRow[],
  }
}

/** The queue of background jobs; what happens to a job is decided in src/jobs. */
export function jobTable(db: Database) {
  const add = db.prepare(
    `INSERT INTO job (id, kind, queue, title, data, key, state, created, run_at)
     VALUES (@id, @kind, @queue, @title, @data, @key, 'queued', @created, @run_at)`,
  )
  const twin = db.prepare("SELECT id, run_at FROM job WHERE state = 'queued' AND kind = ? AND key = ?")
  const replace = db.prepare(
    'UPDATE job SET data = @data, title = @title, run_at = min(run_at, @run_at) WHERE id = @id',
  )
  const cancel = db.prepare(
    `UPDATE job SET state = 'cancelled', ended = @now, worker = NULL, lease_until = NULL
     WHERE id = @id AND state IN ('queued', 'running')`,
  )
  const forget = db.prepare('DELETE FROM job WHERE id = ? AND ended IS NOT NULL')
  const clear = db.prepare(
    `UPDATE job SET state = 'cancelled', ended = @now
     WHERE state = 'queued' AND queue IN (SELECT value FROM json_each(@queues))`,
  )
  const trimOld = db.prepare('DELETE FROM job WHERE ended < ?')
  const trimKind = db.prepare(
    `DELETE FROM job WHERE kind = @kind AND ended IS NOT NULL AND seq <= (SELECT seq FROM job
     WHERE kind = @kind AND ended IS NOT NULL ORDER BY seq DESC LIMIT 1 OFFSET @most)`,
  )
  const nextAt = db.prepare('SELECT next_at FROM job_schedule WHERE kind = ?').pluck()
  const schedule = db.prepare(
    'INSERT INTO job_schedule (kind, next_at) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET next_at = excluded.next_at',
  )
  return {
    ...listing(db),
    ...working(db),
    /**
     * A job of the same kind and key that waits already takes the new data and the earlier time.
     *
     * @returns the id of the job that waits
     */
    add: async (row: NewJobRow): Promise<string> => {
      const waiting = row.key === null ? undefined : twin.get(row.kind, row.key)
      if (waiting === undefined) {
        add.run(row)
        return row.id
      }
      const { id } = waiting as Pick<JobRow, 'id'>
      replace.run({ id, data: row.data, title: row.title, run_at: row.run_at })
      return id
    },
    /** False when there is no such job that waits or runs. */
    cancel: async (id: string, now: number): Promise<boolean> => cancel.run({ id, now }).changes > 0,
    /** Removes a job that ended from the history. */
    forget: async (id: string): Promise<void> => {
      forget.run(id)
    },
    /** Cancels what waits in these queues. */
    clear: async (queues: readonly string[], now: number): Promise<void> => {
      clear.run({ queues: JSON.stringify(queues), now })
    },
    /** Forgets jobs that ended before a time, and of these kinds all but the newest `most` that ended. */
    trim: async (before: number, kinds: readonly string[], most: number): Promise<void> => {
      trimOld.run(before)
      for (const kind of kinds) trimKind.run({ kind, most })
    },
    /** When a recurring kind is due again. */
    nextAt: async (kind: string) => nextAt.get(kind) as number | undefined,
    schedule: async (kind: string, next: number): Promise<void> => {
      schedule.run(kind, next)
    },
  }
}
