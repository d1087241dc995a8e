import { findWebhook, requireOwnWebhook } from '../../catalogue/webhook/find-webhook.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  find: findWebhook,
  authorize: (context, _params, hook) => {
    requireOwnWebhook(context, hook)
  },
  run: async ({ store }, _params, hook) => {
    await store.webhooks.remove(hook.id)
    return null
  },
})
