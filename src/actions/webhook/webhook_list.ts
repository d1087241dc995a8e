import { shownWebhook } from '../../catalogue/webhook/show-webhook.ts'
import { NotAuthorized } from '../../core/errors.ts'
import { defineAction } from '../../kernel/action.ts'
import { isSysadmin } from '../../kernel/context.ts'

export default defineAction({
  sideEffectFree: true,
  authorize: (context) => {
    if (!context.user) throw new NotAuthorized('Only users who are logged in have webhooks.')
  },
  run: async (context) => {
    const hooks = await context.store.webhooks.ofUser(isSysadmin(context) ? undefined : context.user?.id)
    return hooks.map(shownWebhook)
  },
})
