import { defineJob } from '../jobs/define-job.ts'
import type { Services } from '../kernel/context.ts'

export interface WebhookRequest {
  readonly id: string
}

/** Telling one receiver; one at a time for each, many beside each other. Failures of receivers are no failures of jobs. */
export const webhookJob = defineJob<WebhookRequest>({
  kind: 'webhook',
  title: ({ id }) => `Webhook ${id}`,
  concurrency: 8,
  attempts: 1000,
  timeLimit: 3600,
})

/** Queues the telling of a receiver, not before a time in milliseconds since 1970. */
export const queueWebhook = (
  { jobs, store }: Pick<Services, 'jobs' | 'store'>,
  id: string,
  runAt = Date.now(),
): Promise<string> => jobs.enqueue(store, webhookJob, { id }, { key: id, runAt })
