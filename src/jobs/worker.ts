import { newId } from '../core/ids.ts'
import { logLine } from '../core/log-line.ts'
import type { JobClaim } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import { claimDue, LEASE, queueRecurring, recoverLost, type Claimed } from './claim-jobs.ts'
import { closeAttempt } from './close-attempt.ts'
import { endOfAttempt, type Outcome } from './end-of-attempt.ts'
import { errorText } from './error-text.ts'
import type { JobHandler } from './handle-job.ts'
import { createJobLog, type JobLog } from './job-log.ts'
import type { Jobs } from './jobs.ts'
import { runAttempt, STOPPING } from './run-attempt.ts'

/** Milliseconds between looks for jobs that another process queued or whose time has come. */
const POLL = 1000
/** Milliseconds between signs of life of running jobs; their logs are written with them. */
const BEAT = 3000
/** Milliseconds between clearings of the history, and what stays: the newest of each kind, for a month. */
const TRIM = 3600_000
const KEPT_PER_KIND = 1000
const KEPT_FOR = 30 * 24 * 3600_000

export interface JobWorkerOptions {
  readonly store: Store
  readonly jobs: Jobs
  readonly handlers: readonly JobHandler[]
  /**
   * The process that serves holds the folder's lock: whatever an earlier one left running is dead, and is taken up at
   * once. Other processes wait until its lease has run out.
   */
  readonly isServing?: boolean | undefined
}

export interface JobWorker {
  /** Runs jobs as they come, until `stop`. */
  readonly start: () => void
  /** Runs what is due now, and what that queues in turn. @returns how many attempts there were */
  readonly runDue: () => Promise<number>
  /** Takes no new jobs; running ones are broken off and go back to the queue. */
  readonly stop: () => Promise<void>
}

const complain = (error: unknown): void => {
  logLine('error', 'The queue of jobs could not be used.', { error: errorText(error) })
}

interface Running {
  readonly claim: JobClaim
  readonly controller: AbortController
  readonly log: JobLog
  readonly ended: Promise<void>
}

/** Runs the jobs of a store. Kinds stand side by side, each with its own places: a slow one holds up no other. */
export function createWorker({ store, jobs, handlers, isServing = false }: JobWorkerOptions): JobWorker {
  const kind = isServing ? 'serve' : 'run'
  const worker = `${kind}:${newId()}`
  const running = new Map<string, Running>()
  const timers: NodeJS.Timeout[] = []
  let isFirst = isServing
  let isStopping = false
  let trimmed = 0
  let pumping: Promise<number> | undefined
  let asked = 0
  let attempts = 0
  let unwatch = (): void => undefined

  const run = ({ job, handler }: Claimed): void => {
    const claim = { id: job.id, worker, attempts: job.attempts }
    const controller = new AbortController()
    const log = createJobLog(claim)
    const settle = async (outcome: Outcome): Promise<void> => {
      if (outcome.kind === 'failed') log.log(`Attempt ${job.attempts} failed: ${errorText(outcome.error)}`)
      try {
        await store.write(async (tx) => {
          await log.flush(tx)
          await closeAttempt(tx, job, endOfAttempt(job, handler.kind, outcome, Date.now()))
        })
      } catch (error) {
        // The lease runs out, and the job is taken up again.
        logLine('error', "A job's end could not be stored.", { job: job.id, error: errorText(error) })
      }
      running.delete(job.id)
      wake()
    }
    attempts++
    const ended = runAttempt(job, handler, log, controller).then(settle)
    running.set(job.id, { claim, controller, log, ended })
  }

  const beat = async (tx: Store): Promise<void> => {
    for (const { claim, controller, log } of running.values()) {
      if (!log.isEmpty()) await log.flush(tx)
      if (!(await tx.jobs.renew(claim, Date.now() + LEASE))) {
        controller.abort(new Error('It was cancelled, or another process took it.'))
      }
    }
  }

  const take = async (): Promise<number> => {
    const now = Date.now()
    const claimed = await store.write(async (tx) => {
      await beat(tx)
      await recoverLost(tx, handlers, worker, now, isFirst ? 'serve:' : '')
      await queueRecurring(tx, handlers, now)
      if (now - trimmed > TRIM) {
        const kinds = handlers.map(({ kind }) => kind.kind)
        await tx.jobs.trim(now - KEPT_FOR, kinds, KEPT_PER_KIND)
      }
      return isStopping ? [] : claimDue(tx, handlers, worker, now)
    })
    isFirst = false
    if (now - trimmed > TRIM) trimmed = now
    claimed.forEach(run)
    return claimed.length
  }

  const takeAll = async (): Promise<number> => {
    let count = 0
    let answered: number
    do {
      answered = asked
      count += await take()
    } while (answered !== asked)
    return count
  }

  /** One look at a time; asked meanwhile, it looks once more. */
  const pump = (): Promise<number> => {
    asked++
    pumping ??= takeAll().finally(() => {
      pumping = undefined
    })
    return pumping
  }

  function wake(): void {
    if (isStopping) return
    pump().catch(complain)
  }

  /** Looks without writing, so that an idle site writes nothing. */
  const isWorkDue = async (): Promise<boolean> => {
    const now = Date.now()
    if ((await store.jobs.lost(worker, now, '')).length > 0) return true
    for (const { kind, every } of handlers) {
      const next = every === undefined ? now + 1 : ((await store.jobs.nextAt(kind.kind)) ?? 0)
      if (next <= now || (await store.jobs.due(kind.kind, now)) !== undefined) return true
    }
    return false
  }

  const poll = (): void => {
    if (pumping !== undefined) return
    isWorkDue().then((isDue) => {
      if (isDue) wake()
    }, complain)
  }

  return {
    start: () => {
      unwatch = jobs.watch(wake)
      wake()
      timers.push(
        setInterval(poll, POLL),
        setInterval(() => {
          if (running.size > 0) wake()
        }, BEAT),
      )
    },
    runDue: async () => {
      const before = attempts
      for (;;) {
        const taken = await pump()
        if (running.size > 0) await Promise.race([...running.values()].map(({ ended }) => ended))
        else if (taken === 0) return attempts - before
      }
    },
    stop: async () => {
      isStopping = true
      unwatch()
      timers.forEach(clearInterval)
      await pumping?.catch(() => undefined)
      for (const { controller } of running.values()) controller.abort(STOPPING)
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}
