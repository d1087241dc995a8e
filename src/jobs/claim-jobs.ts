import { newId } from '../core/ids.ts'
import { now as timeText } from '../core/time.ts'
import type { JobRow } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'
import { closeAttempt } from './close-attempt.ts'
import { endOfAttempt } from './end-of-attempt.ts'
import type { JobHandler } from './handle-job.ts'

/** A worker that is silent for so long counts as dead, milliseconds. */
export const LEASE = 30_000

/** What a worker has taken. */
export interface Claimed {
  readonly job: JobRow
  readonly handler: JobHandler
}

const DIED = new Error('The process that ran it ended.')

/** Gives jobs of dead workers back to the queue; the attempt counts, for the job may be what killed them. */
export async function recoverLost(
  tx: Store,
  handlers: readonly JobHandler[],
  worker: string,
  now: number,
  dead: string,
): Promise<void> {
  for (const job of await tx.jobs.lost(worker, now, dead)) {
    const handler = handlers.find(({ kind }) => kind.kind === job.kind)
    if (!handler) continue
    const end = endOfAttempt(job, handler.kind, { kind: 'failed', error: DIED }, now)
    await closeAttempt(tx, job, end.state === 'queued' ? { ...end, run_at: now } : end)
  }
}

/** Queues kinds that come again by themselves and are due; a run that was missed is made up for once. */
export async function queueRecurring(tx: Store, handlers: readonly JobHandler[], now: number): Promise<void> {
  for (const { kind, every } of handlers) {
    if (every === undefined) continue
    const next = await tx.jobs.nextAt(kind.kind)
    // A shorter interval than the one planned with holds at once.
    if (next !== undefined && next > now && next <= now + every * 1000) continue
    await tx.jobs.schedule(kind.kind, now + every * 1000)
    if (next !== undefined && next > now) continue
    await tx.jobs.add({
      id: newId(),
      kind: kind.kind,
      queue: kind.queue,
      title: kind.title(null),
      data: 'null',
      key: 'recurring',
      created: timeText(),
      run_at: now,
    })
  }
}

/** Takes what is due, as far as each kind's concurrency allows. */
export async function claimDue(
  tx: Store,
  handlers: readonly JobHandler[],
  worker: string,
  now: number,
): Promise<readonly Claimed[]> {
  const claimed: Claimed[] = []
  for (const handler of handlers) {
    const { kind, concurrency } = handler.kind
    let free = concurrency - (await tx.jobs.running(kind))
    for (; free > 0; free--) {
      const job = await tx.jobs.due(kind, now)
      if (!job) break
      await tx.jobs.claim(job.id, worker, now, now + LEASE)
      claimed.push({ handler, job: { ...job, worker, attempts: job.attempts + 1, state: 'running' } })
    }
  }
  return claimed
}
