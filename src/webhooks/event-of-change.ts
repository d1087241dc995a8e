import { canReadPackage } from '../auth/packages.ts'
import { packageSearchParameters } from '../catalogue/search/package-search-parameters.ts'
import { searchPackages } from '../catalogue/search/search-packages.ts'
import { siteAddress } from '../config/site-address.ts'
import type { Context } from '../kernel/context.ts'
import type { PackageRow } from '../store/rows.ts'
import type { WebhookRow } from '../store/webhooks.ts'
import type { WebhookEvent } from './webhook-event.ts'

/** Whether a subscription is about a dataset as it is now. A query that can't be answered finds nothing. */
async function isAbout(context: Context, hook: WebhookRow, row: PackageRow): Promise<boolean> {
  if (row.state !== 'active' || !(await canReadPackage(context, row))) return false
  if (hook.package_id !== null) return hook.package_id === row.id
  if (hook.q === null && hook.fq === null) return true
  const filters = [`id:"${row.id}"`, ...(hook.fq === null ? [] : [hook.fq])]
  const asked = { q: hook.q ?? undefined, fq_list: filters, rows: 0, include_private: true }
  const { search } = packageSearchParameters(asked, context.config)
  const { answer } = await searchPackages(context, search)
  return answer.count > 0
}

/** The dataset behind an event, in few words. */
const about = (context: Context, row: PackageRow) => ({
  id: row.id,
  name: row.name,
  title: row.title,
  metadata_modified: row.metadata_modified,
  url: `${siteAddress(context.config)}/dataset/${row.name}`,
})

/**
 * What a subscriber is to be told of a change of a dataset, as the dataset is now; undefined: nothing.
 *
 * @param context of the subscriber: what this user may not read is not there, and was removed if it was there
 */
export async function eventOfChange(
  context: Context,
  hook: WebhookRow,
  packageId: string,
): Promise<WebhookEvent | undefined> {
  const row = await context.store.packages.find(packageId)
  const timestamp = new Date().toISOString()
  const wasTold = await context.store.webhooks.isTold(hook.id, packageId)
  if (row?.id === packageId && (await isAbout(context, hook, row))) {
    const isNew = !wasTold && row.metadata_created >= hook.created
    return { type: isNew ? 'dataset.added' : 'dataset.changed', timestamp, data: about(context, row) }
  }
  return wasTold ? { type: 'dataset.removed', timestamp, data: { id: packageId } } : undefined
}
