import type { Database } from 'better-sqlite3'

interface Job {
  readonly run: () => Promise<unknown>
  readonly isLarge: boolean
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export interface WriteOptions {
  /**
   * Many steps, each a savepoint: a transaction of its own, as SQLite's savepoints inside a savepoint take longer the
   * more was written before them.
   */
  readonly isLarge?: boolean
  /**
   * The steps of `work` have no savepoint each, which costs a tenth of what a step writes. A step that fails before it
   * wrote anything has left nothing; when one fails later, all of the transaction is undone: @throws StepLeftTraces.
   */
  readonly isHopeful?: boolean
}

/** So many writes share one commit at the most: a longer batch would make the first writer wait. */
const MOST_PER_COMMIT = 64

/**
 * Runs writes one after another on the one writing connection. Writes that wait at the same time share a commit, each in
 * a savepoint of its own; a write is answered only when its commit is on the disk, so that what was acknowledged survives
 * a crash. Meanwhile the next commit is made.
 *
 * @param sync resolves when all that is committed is on the disk
 * @param committed called after each commit
 */
export function createWriteQueue(
  db: Database,
  sync: () => Promise<void>,
  committed: () => void,
): <T>(work: () => Promise<T>, options?: WriteOptions) => Promise<T> {
  const waiting: Job[] = []
  let running = false
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const savepoint = db.prepare('SAVEPOINT write')
  const release = db.prepare('RELEASE write')
  const rollbackTo = db.prepare('ROLLBACK TO write')

  /** Runs one write in the open transaction, and says what to tell its caller after the commit. */
  const one = async (job: Job, isFirst: boolean): Promise<() => void> => {
    // When the first write fails, all is undone: only those after it need a savepoint.
    if (!isFirst) savepoint.run()
    try {
      const value = await job.run()
      if (!isFirst) release.run()
      return () => {
        job.resolve(value)
      }
    } catch (error) {
      // A full disk may already have ended the whole transaction.
      if (db.inTransaction && isFirst) {
        rollback.run()
        begin.run()
      } else if (db.inTransaction) {
        rollbackTo.run()
        release.run()
      }
      return () => {
        job.reject(error)
      }
    }
  }

  const answerDurably = async (jobs: readonly Job[], answers: readonly (() => void)[]): Promise<void> => {
    try {
      await sync()
    } catch (error) {
      for (const job of jobs) job.reject(error)
      return
    }
    for (const answer of answers) answer()
  }

  const batch = async (): Promise<void> => {
    const jobs: Job[] = []
    const answers: (() => void)[] = []
    try {
      begin.run()
      for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
        jobs.push(job)
        answers.push(await one(job, jobs.length === 1))
        if (jobs.length === MOST_PER_COMMIT || !db.inTransaction || waiting[0]?.isLarge) break
      }
      commit.run()
    } catch (error) {
      if (db.inTransaction) rollback.run()
      if (jobs.length === 0) jobs.push(...waiting.splice(0))
      for (const job of jobs) job.reject(error)
      return
    }
    void answerDurably(jobs, answers)
    committed()
  }

  const drain = async (): Promise<void> => {
    running = true
    while (waiting.length > 0) {
      // Requests that have already arrived are read first, so that their writes share this commit.
      await new Promise((resolve) => setImmediate(resolve))
      await batch()
    }
    running = false
  }

  return <T>(work: () => Promise<T>, { isLarge = false } = {}) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ run: work, isLarge, resolve: resolve as (value: unknown) => void, reject })
      if (!running) void drain()
    })
}
