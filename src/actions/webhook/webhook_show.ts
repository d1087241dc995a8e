import { findWebhook, requireOwnWebhook } from '../../catalogue/webhook/find-webhook.ts'
import { shownWebhook } from '../../catalogue/webhook/show-webhook.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findWebhook,
  authorize: (context, _params, hook) => {
    requireOwnWebhook(context, hook)
  },
  run: (_context, _params, hook) => shownWebhook(hook),
})
