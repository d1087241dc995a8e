import { NotFound } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord } from '../../store/rows.ts'
import { editablePackage, saveResources, type ShownResource } from './resource-change.ts'
import type { OwnedResource } from './resource-find.ts'
import { addDefaultViews } from './resource-views.ts'

/**
 * Puts what `change` makes of the shown resource in its place; a new format brings its default views.
 *
 * @returns the resource as it is shown now
 * @throws NotFound for a resource that its dataset has no more, ValidationError
 */
export async function replaceResource(
  context: Context,
  { resource, owner }: OwnedResource<PackageRecord>,
  id: unknown,
  change: (shown: ShownResource) => Params,
): Promise<ShownResource> {
  const dataset = await editablePackage(context, owner.id)
  const index = dataset.resources.findIndex((shown) => shown.id === id)
  const shown = dataset.resources[index]
  if (!shown) throw new NotFound('Resource was not found.')
  const resources = dataset.resources.with(index, { ...change(shown), id: shown.id })
  const saved = (await saveResources(context, owner, dataset, resources, index))[index]
  const row = await context.store.resources.get(shown.id)
  if (!saved || !row) throw new NotFound('Resource was not found.')
  if (row.format !== resource.format) await addDefaultViews(context, owner, [row])
  return saved
}
