import { packageLabels } from '../../auth/packages.ts'
import type { JsonText } from '../../core/json-text.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Services } from '../../kernel/context.ts'
import type { Store } from '../../store/store.ts'
import { indexedDataset } from './indexed-dataset.ts'
import type { PackageRow } from '../../store/rows.ts'

/** What indexing looks at and writes to: a context, or the services with the store of a transaction. */
export type IndexContext = Pick<Services, 'config' | 'scheming' | 'search'> & { readonly store: Store }

/** Brings the search index up to a dataset as it was just written, in the same transaction. */
export async function indexPackage(context: IndexContext, row: PackageRow, shown: JsonText): Promise<void> {
  if (row.state === 'deleted' && context.config['ckan.search.remove_deleted_packages']) {
    await context.search.remove([row.id])
    return
  }
  const { id } = row
  const dataset = { ...indexedDataset(context.scheming, row, shown.parse() as JsonObject), id }
  await context.search.index([{ dataset, labels: packageLabels(context, row) }])
}

/** The same for datasets of which only the ids are known; purged ones are forgotten. */
export async function indexPackages(context: IndexContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const row = await context.store.packages.find(id)
    const shown = row && (await context.store.packages.rendered(id))
    if (row && shown) await indexPackage(context, row, shown)
    else await context.search.remove([id])
  }
}
