import { NotFound } from '../../core/errors.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord, PackageRow, ResourceRow } from '../../store/rows.ts'

/** A resource with the dataset that it belongs to. */
export interface OwnedResource<Owner extends PackageRow = PackageRow> {
  readonly resource: ResourceRow
  readonly owner: Owner
}

/**
 * The resource of an id or, as CKAN looks, of a name; any state.
 *
 * @throws NotFound, with `detail` if the action words it so
 */
export async function findResource(context: Context, id: unknown, detail?: string): Promise<OwnedResource> {
  // A resource without a name can't be found by it.
  const isGiven = typeof id === 'string' && id !== ''
  const resource = isGiven ? await context.store.resources.find(id) : undefined
  const owner = resource && (await context.store.packages.find(resource.package_id))
  if (!resource || !owner) throw new NotFound(detail)
  return { resource, owner }
}

/** The same with all that belongs to the dataset, to be changed. @throws NotFound */
export async function findResourceRecord(
  context: Context,
  id: unknown,
  detail?: string,
): Promise<OwnedResource<PackageRecord>> {
  const { resource } = await findResource(context, id, detail)
  const owner = await context.store.packages.record(resource.package_id)
  if (!owner) throw new NotFound(detail)
  return { resource, owner }
}
