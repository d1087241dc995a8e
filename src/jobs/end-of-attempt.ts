import type { JobEnd, JobRow } from '../store/jobs.ts'
import type { JobKind } from './define-job.ts'
import { errorText } from './error-text.ts'
import { GiveUp } from './give-up.ts'

const LONGEST_BACKOFF = 6 * 3600

/** How an attempt came out. */
export type Outcome =
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Broken off because the process ends: it does not count. */
  | { readonly kind: 'stopped' }

/** Milliseconds until the next attempt: doubling, with up to a fifth more so that not all come back at once. */
const pause = (kind: JobKind<unknown>, attempts: number): number =>
  Math.min(kind.backoff * 2 ** (attempts - 1), LONGEST_BACKOFF) * 1000 * (1 + Math.random() / 5)

/** What becomes of a job after an attempt. */
export function endOfAttempt(job: JobRow, kind: JobKind<unknown>, outcome: Outcome, now: number): JobEnd {
  const end = { run_at: job.run_at, attempts: job.attempts, result: null, error: null }
  if (outcome.kind === 'done') {
    return { ...end, state: 'done', ended: now, result: JSON.stringify(outcome.result ?? null) }
  }
  if (outcome.kind === 'stopped') {
    return { ...end, state: 'queued', ended: null, run_at: now, attempts: job.attempts - 1 }
  }
  const error = errorText(outcome.error)
  const isLast = outcome.error instanceof GiveUp || job.attempts >= kind.attempts
  return isLast
    ? { ...end, state: 'failed', ended: now, error }
    : { ...end, state: 'queued', ended: null, error, run_at: Math.round(now + pause(kind, job.attempts)) }
}
