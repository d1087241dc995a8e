import { packageLabels } from '../auth/packages.ts'
import type { JsonObject } from '../core/json.ts'
import type { Context } from '../kernel/context.ts'

/** Brings the search index up to what the store says of these datasets, in the same transaction. */
export async function indexPackages(context: Context, ids: readonly string[]): Promise<void> {
  const documents: { dataset: JsonObject & { id: string }; labels: readonly string[] }[] = []
  const gone: string[] = []
  for (const id of ids) {
    const row = await context.store.packages.find(id)
    const keepsDeleted = !context.config['ckan.search.remove_deleted_packages']
    const text = row && (row.state !== 'deleted' || keepsDeleted) ? await context.store.packages.rendered(id) : undefined
    if (row === undefined || text === undefined) gone.push(id)
    else documents.push({ dataset: JSON.parse(text) as JsonObject & { id: string }, labels: packageLabels(context, row) })
  }
  if (documents.length > 0) await context.search.index(documents)
  if (gone.length > 0) await context.search.remove(gone)
}
