import { requireReadable } from '../../auth/packages.ts'
import { findPackage } from '../../catalogue/package/find-package.ts'
import { packageSearchParameters } from '../../catalogue/search/package-search-parameters.ts'
import { searchPackages } from '../../catalogue/search/search-packages.ts'
import { shownWebhook } from '../../catalogue/webhook/show-webhook.ts'
import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import { newId } from '../../core/ids.ts'
import { textOrNull } from '../../core/text-or-null.ts'
import { now } from '../../core/time.ts'
import { defineAction } from '../../kernel/action.ts'
import type { WebhookRow } from '../../store/webhooks.ts'
import { queueWebhook } from '../../webhooks/webhook-job.ts'
import { newSecret } from '../../webhooks/sign.ts'

/** For one user: each is told of each change by itself. */
const MOST = 100

export default defineAction({
  authorize: (context) => {
    if (!context.user) throw new NotAuthorized('Only users who are logged in can make webhooks.')
  },
  run: async (context, { url, q, fq, dataset_id: dataset }) => {
    const { store, user } = context
    if (!user) throw new NotAuthorized()
    if ((await store.webhooks.count(user.id)) >= MOST) {
      throw new ValidationError({ url: [`You have ${String(MOST)} webhooks: delete one first.`] })
    }
    const row = textOrNull(dataset) === null ? undefined : await findPackage(context, dataset)
    if (row) await requireReadable(context, row)
    if (row && (q || fq)) throw new ValidationError({ dataset_id: ['Give a dataset, or q and fq.'] })
    // A query that can't be read is refused now, not when something changes.
    const asked = { q: textOrNull(q) ?? undefined, fq: textOrNull(fq) ?? undefined, rows: 0 }
    await searchPackages(context, packageSearchParameters(asked, context.config).search)
    const hook: WebhookRow = {
      id: newId(),
      user_id: user.id,
      url: String(url),
      secret: newSecret(),
      q: textOrNull(q),
      fq: textOrNull(fq),
      package_id: row?.id ?? null,
      created: now(),
      state: 'active',
      reason: null,
      position: await store.changes.last(),
      is_seeded: row ? 1 : 0,
      failures: 0,
      next_attempt: null,
      delivered: 0,
      last_delivery: null,
      last_status: null,
      last_error: null,
    }
    await store.webhooks.save(hook)
    if (row) await store.webhooks.setTold(hook.id, row.id, true)
    await queueWebhook(context, hook.id)
    return { ...shownWebhook(hook), secret: hook.secret }
  },
})
