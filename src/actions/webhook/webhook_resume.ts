import { findWebhook, requireOwnWebhook } from '../../catalogue/webhook/find-webhook.ts'
import { shownWebhook } from '../../catalogue/webhook/show-webhook.ts'
import { defineAction } from '../../kernel/action.ts'
import { queueWebhook } from '../../webhooks/webhook-job.ts'

export default defineAction({
  find: findWebhook,
  authorize: (context, _params, hook) => {
    requireOwnWebhook(context, hook)
  },
  run: async (context, { skip }, hook) => {
    const position = skip === true ? await context.store.changes.last() : hook.position
    const resumed = {
      ...hook,
      state: 'active' as const,
      reason: null,
      failures: 0,
      next_attempt: null,
      position,
    }
    await context.store.webhooks.save(resumed)
    await queueWebhook(context, hook.id)
    return shownWebhook(resumed)
  },
})
