import { packageSearchParameters } from '../catalogue/search/package-search-parameters.ts'
import { searchPackages } from '../catalogue/search/search-packages.ts'
import type { Context } from '../kernel/context.ts'
import type { WebhookRow } from '../store/webhooks.ts'

const PAGE = 1000

/** Notes the datasets that a new subscription is about already: their end is told, too. @returns the subscription */
export async function seedWebhook(context: Context, hook: WebhookRow): Promise<WebhookRow> {
  const filters = [`metadata_created:[* TO ${hook.created}Z]`, ...(hook.fq === null ? [] : [hook.fq])]
  for (let start = 0; ; start += PAGE) {
    const { search } = packageSearchParameters(
      { q: hook.q ?? undefined, fq_list: filters, sort: 'id asc', fl: 'id', start, include_private: true },
      context.config,
    )
    const { answer } = await searchPackages(context, { ...search, rows: PAGE })
    const ids = answer.ids
    await context.store.write(async (tx) => {
      for (const id of ids) await tx.webhooks.setTold(hook.id, id, true)
    })
    if (ids.length < PAGE) break
  }
  const seeded: WebhookRow = { ...hook, is_seeded: 1 }
  await context.store.write((tx) => tx.webhooks.save(seeded))
  return seeded
}
