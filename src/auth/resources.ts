import { NotAuthorized } from '../core/errors.ts'
import { type Context, userName } from '../kernel/context.ts'
import type { PackageRow, ResourceRow } from '../store/rows.ts'
import { canEditPackage, canReadPackage } from './packages.ts'

/** @throws NotAuthorized unless the caller may see the resource's dataset */
export async function requireResourceReadable(
  context: Context,
  resource: ResourceRow,
  owner: PackageRow,
): Promise<void> {
  if (await canReadPackage(context, owner)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to read resource ${resource.id}`)
}

/** @throws NotAuthorized unless the caller may edit the resource's dataset */
export async function requireResourceEditable(
  context: Context,
  resource: ResourceRow,
  owner: PackageRow,
  verb: 'edit' | 'delete' = 'edit',
): Promise<void> {
  if (await canEditPackage(context, owner)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to ${verb} resource ${resource.id}`)
}

/** @throws NotAuthorized unless the caller may add resources to the dataset; `named` is how the call named it */
export async function requireResourceCreatable(
  context: Context,
  owner: PackageRow,
  named: string = owner.id,
): Promise<void> {
  if (await canEditPackage(context, owner)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to create resources on dataset ${named}`)
}
