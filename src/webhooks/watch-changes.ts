import { logLine } from '../core/log-line.ts'
import type { Services } from '../kernel/context.ts'
import { queueWebhook } from './webhook-job.ts'

/** Milliseconds between looks at the change log. */
const POLL = 1000

/** Queues what is due: receivers that were not told everything, each when its pause is over. @returns how many */
export async function queueWebhooks(services: Pick<Services, 'jobs' | 'store'>): Promise<number> {
  const last = await services.store.changes.last()
  const behind = await services.store.webhooks.behind(last)
  for (const { id, next_attempt: next } of behind) {
    await queueWebhook(services, id, Math.max(next ?? 0, Date.now()))
  }
  return behind.length
}

/**
 * Follows the change log and queues the telling of receivers; an idle site is only read.
 *
 * @returns ends it
 */
export function watchChanges(services: Pick<Services, 'jobs' | 'store'>): () => void {
  let seen = -1
  let isLooking = false
  const look = async (): Promise<void> => {
    const last = await services.store.changes.last()
    if (last === seen) return
    await queueWebhooks(services)
    seen = last
  }
  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch((error: unknown) => {
        logLine('error', 'Webhooks could not be queued.', { error: String(error) })
      })
      .finally(() => {
        isLooking = false
      })
  }, POLL)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}
