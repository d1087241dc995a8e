import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'

export interface Checkpoints {
  /** To be called after each commit, outside of a transaction. */
  readonly committed: () => void
  readonly close: () => void
}

/** Rows that were written since the log was copied, from which on it is copied again: some 8,000 pages, or 32 MB. */
const MANY = 4000
/** What so few rows wrote is copied at once, between two transactions. */
const FEW = 800
/** So often the thread goes after what was written meanwhile; who writes faster than it copies waits then. */
const MOST_COPIES = 3
/** Milliseconds without work after which the thread ends. */
const IDLE = 30_000

/**
 * Copies the write-ahead log into the database in a thread of its own: in COMMIT, as SQLite does it by itself, all
 * requests of the process would wait. The log begins anew only when nothing in it is left to copy, so the last few
 * pages, which were written meanwhile, are copied between two transactions.
 *
 * Rows are counted, not the log's pages: its index tells these, but whoever closes that file takes SQLite's locks away.
 *
 * @param writer the only connection that writes; what is not copied here it copies itself, once there is a lot
 */
export function createCheckpoints(file: string, writer: Database): Checkpoints {
  const written = writer.prepare('SELECT total_changes()').pluck()
  const thread = join(import.meta.dirname, `checkpoint-thread${extname(import.meta.filename)}`)
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let state: 'waiting' | 'copying' | 'copied' = 'waiting'
  /** `total_changes` when the newest copy began. */
  let begun = 0
  let copies = 0

  const end = (): void => {
    clearTimeout(idle)
    void worker?.terminate()
    worker = undefined
    state = 'waiting'
  }
  const start = (): Worker => {
    const started = new Worker(thread, { workerData: file, resourceLimits: { maxYoungGenerationSizeMb: 2 } })
    started.on('message', () => {
      state = 'copied'
      idle = setTimeout(end, IDLE).unref()
    })
    started.on('error', end)
    started.unref()
    return started
  }
  const copy = (rows: number): void => {
    clearTimeout(idle)
    begun = rows
    copies++
    state = 'copying'
    worker ??= start()
    worker.postMessage('copy')
  }
  return {
    committed: () => {
      if (state === 'copying') return
      const rows = written.get() as number
      if (state === 'waiting' && rows - begun >= MANY) copy(rows)
      if (state !== 'copied') return
      if (rows - begun > FEW && copies < MOST_COPIES) copy(rows)
      else {
        state = 'waiting'
        begun = rows
        copies = 0
        writer.pragma('wal_checkpoint(PASSIVE)')
      }
    },
    close: end,
  }
}
