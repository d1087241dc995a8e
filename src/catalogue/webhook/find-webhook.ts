import { NotAuthorized, NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import { type Context, isSysadmin, userName } from '../../kernel/context.ts'
import { requiredId } from '../../kernel/required.ts'
import type { WebhookRow } from '../../store/webhooks.ts'

/** The webhook of an id. @throws ValidationError without one, NotFound */
export async function findWebhook({ store }: Context, params: Params): Promise<WebhookRow> {
  const hook = await store.webhooks.find(requiredId(params, 'id'))
  if (!hook) throw new NotFound('Webhook was not found.')
  return hook
}

/** Webhooks are for those who made them, and for sysadmins. @throws NotAuthorized */
export function requireOwnWebhook(context: Context, { user_id: owner }: WebhookRow): void {
  if (isSysadmin(context) || context.user?.id === owner) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to see this webhook`)
}
