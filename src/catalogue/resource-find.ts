import { NotFound } from '../core/errors.ts'
import type { Context } from '../kernel/context.ts'
import type { PackageRecord, ResourceRow } from '../store/rows.ts'

/** A resource with the dataset that it belongs to. */
export interface OwnedResource {
  readonly resource: ResourceRow
  readonly owner: PackageRecord
}

/** The resource of an id or, as CKAN looks, of a name; any state. @throws NotFound, with `detail` if the action words it so */
export async function findResource(context: Context, id: unknown, detail?: string): Promise<OwnedResource> {
  const resource = typeof id === 'string' ? await context.store.resources.find(id) : undefined
  const owner = resource && (await context.store.packages.record(resource.package_id))
  if (!resource || !owner) throw new NotFound(detail)
  return { resource, owner }
}
