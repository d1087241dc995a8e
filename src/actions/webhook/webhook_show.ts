import { findWebhook, requireOwnWebhook } from '../../catalogue/find-webhook.ts'
import { shownWebhook } from '../../catalogue/show-webhook.ts'
import { defineAction } from '../../kernel/action.ts'

export default defineAction({
  sideEffectFree: true,
  find: findWebhook,
  authorize: (context, _params, hook) => {
    requireOwnWebhook(context, hook)
  },
  run: (_context, _params, hook) => shownWebhook(hook),
})
