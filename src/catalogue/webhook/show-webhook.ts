import type { WebhookRow } from '../../store/webhooks.ts'

/** A webhook as answers show it: without its secret, which is told once, when it is made. */
export const shownWebhook = (hook: WebhookRow) => ({
  id: hook.id,
  user_id: hook.user_id,
  url: hook.url,
  q: hook.q,
  fq: hook.fq,
  dataset_id: hook.package_id,
  created: hook.created,
  state: hook.state,
  reason: hook.reason,
  failures: hook.failures,
  next_attempt: hook.next_attempt === null ? null : new Date(hook.next_attempt).toISOString(),
  delivered: hook.delivered,
  last_delivery: hook.last_delivery,
  last_status: hook.last_status,
  last_error: hook.last_error,
})
