import type { JobRow } from '../store/jobs.ts'
import type { Outcome } from './end-of-attempt.ts'
import type { JobHandler } from './handle-job.ts'
import type { JobLog } from './job-log.ts'

/** A job whose signal was aborted gets so long to clear up, milliseconds; then it counts as ended. */
const GRACE = 5000

/** The reason of a signal that is aborted because the process ends. */
export const STOPPING = new Error('The process ends.')

/** Rejects when the signal has been aborted and the time to clear up is over. */
const abandoned = (signal: AbortSignal): { readonly promise: Promise<never>; readonly end: () => void } => {
  const { promise, reject } = Promise.withResolvers<never>()
  promise.catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  signal.addEventListener('abort', () => {
    timer = setTimeout(() => {
      reject(signal.reason as Error)
    }, GRACE)
  })
  return {
    promise,
    end: () => {
      clearTimeout(timer)
    },
  }
}

/** Runs one attempt of a job within its time limit; never throws. */
export async function runAttempt(
  job: JobRow,
  { kind, run }: JobHandler,
  log: JobLog,
  controller: AbortController,
): Promise<Outcome> {
  const { signal } = controller
  const limit = setTimeout(() => {
    controller.abort(new Error(`It took longer than ${kind.timeLimit} seconds.`))
  }, kind.timeLimit * 1000)
  const patience = abandoned(signal)
  try {
    const { id, attempts: attempt } = job
    const running = { id, attempt, signal, log: log.log, progress: log.progress }
    const work = Promise.resolve().then(() => run(JSON.parse(job.data), running))
    return { kind: 'done', result: await Promise.race([work, patience.promise]) }
  } catch (error) {
    if (signal.reason === STOPPING) return { kind: 'stopped' }
    // The job's own words say less than why it was broken off.
    return { kind: 'failed', error: signal.aborted ? signal.reason : error }
  } finally {
    clearTimeout(limit)
    patience.end()
  }
}
