import { NotFound, ValidationError } from '../../core/errors.ts'
import type { JsonText } from '../../core/json-text.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRecord } from '../../store/rows.ts'
import { shownPackage } from '../package/save-package.ts'
import { updatePackage } from '../package/update-package.ts'

export type ShownResource = Params & { readonly id: string }

interface ShownDataset {
  readonly resources: readonly ShownResource[]
}

const shownResources = (shown: JsonText): readonly ShownResource[] =>
  (shown.parse() as ShownDataset).resources

/** The dataset as package_show answers it, ready to be changed and sent back: its time is a new one then. */
export async function editablePackage(context: Context, id: string): Promise<Params & ShownDataset> {
  const { metadata_modified: _time, ...shown } = (await shownPackage(context, id)).parse() as Params &
    ShownDataset
  return shown
}

/** The resource as package_show answers it. @throws NotFound for one that the dataset has no more */
export async function shownResource(
  context: Context,
  packageId: string,
  id: unknown,
): Promise<ShownResource> {
  const found = shownResources(await shownPackage(context, packageId)).find((resource) => resource.id === id)
  if (!found) throw new NotFound('Resource was not found.')
  return found
}

/** Errors of the one resource that a call is about are shown without their place in the list. */
function flattened(error: unknown, index: number): unknown {
  if (!(error instanceof ValidationError)) return error
  const { resources } = error.errors
  const own = Array.isArray(resources) ? (resources as readonly unknown[])[index] : undefined
  if (typeof own !== 'object' || own === null || Object.keys(own).length === 0) return error
  return new ValidationError(own as ValidationError['errors'])
}

/**
 * Saves a dataset with other resources, as package_update does; `index` is the place of the one that the call is about.
 *
 * @returns the resources as they are shown now
 * @throws ValidationError: of that resource alone when it has errors, else as package_update
 */
export async function saveResources(
  context: Context,
  owner: PackageRecord,
  dataset: Params,
  resources: readonly Params[],
  index = -1,
): Promise<readonly ShownResource[]> {
  try {
    return shownResources(await updatePackage(context, owner, { ...dataset, resources }))
  } catch (error) {
    throw flattened(error, index)
  }
}
