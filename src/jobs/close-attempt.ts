import { logLine } from '../core/log-line.ts'
import type { JobEnd, JobRow } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** Stores how an attempt ended, unless the job was cancelled or taken by another process meanwhile. */
export async function closeAttempt(tx: Store, job: JobRow, end: JobEnd): Promise<void> {
  const { id, kind, title, attempts, worker } = job
  // A newer job of the same key waits: it does what this one would.
  const isTwin = end.state === 'queued' && (await tx.jobs.hasWaitingTwin(job))
  const how: JobEnd = isTwin ? { ...end, state: 'cancelled', ended: Date.now() } : end
  const isOwn = await tx.jobs.end({ id, worker: worker ?? '', attempts }, how)
  if (isOwn && how.state === 'failed') {
    logLine('error', 'A job failed.', { job: id, kind, title, attempts, error: how.error })
  }
}
