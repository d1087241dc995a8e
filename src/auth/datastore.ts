import { NotAuthorized, NotFound } from '../core/errors.ts'
import { type Context, userName } from '../kernel/context.ts'
import { canEditPackage } from './packages.ts'

/** @throws NotFound, NotAuthorized unless the caller may edit the dataset that a new table's resource goes to */
export async function requirePackageUpdatable(context: Context, idOrName: unknown): Promise<void> {
  const owner = typeof idOrName === 'string' ? await context.store.packages.find(idOrName) : undefined
  if (!owner) throw new NotFound()
  if (await canEditPackage(context, owner)) return
  throw new NotAuthorized(`User ${userName(context)} not authorized to edit package ${owner.id}`)
}
