import { newId } from '../core/ids.ts'
import { now } from '../core/time.ts'
import type { Store } from '../store/store.ts'
import type { JobKind } from './define-job.ts'

export interface EnqueueOptions {
  /**
   * Of jobs of a kind with the same key, one waits and one runs at the most: enqueued again, the waiting one takes the
   * new data.
   */
  readonly key?: string
  /** Not before this time, milliseconds since 1970. */
  readonly runAt?: number
}

/** The door to the background: every action has it as `context.jobs`. */
export interface Jobs {
  /**
   * Queues a job. Give `context.store`: inside a writing action the job is part of its transaction, and vanishes with it.
   *
   * @returns the job's id; the waiting job's one when there is one of this key
   */
  readonly enqueue: <Data>(
    store: Store,
    kind: JobKind<Data>,
    data: Data,
    options?: EnqueueOptions,
  ) => Promise<string>
  /** Cancels a job that waits, or runs (its signal is aborted). @returns whether there is such a job */
  readonly cancel: (store: Store, id: string) => Promise<boolean>
  /** For workers: told of each change, which may not be committed yet. @returns ends it */
  readonly watch: (listener: () => void) => () => void
}

/** The queue in the store; jobs are run by a worker (see worker.ts) of this process or another. */
export function createJobs(): Jobs {
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  return {
    enqueue: async (store, { kind, queue, title }, data, { key, runAt = Date.now() } = {}) => {
      const row = {
        id: newId(),
        kind,
        queue,
        title: title(data),
        data: JSON.stringify(data),
        key: key ?? null,
        created: now(),
        run_at: runAt,
      }
      const id = await store.write((tx) => tx.jobs.add(row))
      tell()
      return id
    },
    cancel: async (store, id) => {
      const isCancelled = await store.write((tx) => tx.jobs.cancel(id, Date.now()))
      if (isCancelled) tell()
      return isCancelled
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
