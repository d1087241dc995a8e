import { NotFound } from '../../core/errors.ts'
import { type Context, isSysadmin } from '../../kernel/context.ts'
import type { ResourceViewRow } from '../../store/resource-views.ts'
import { findResource, type OwnedResource } from './resource-find.ts'

export interface OwnedView extends OwnedResource {
  readonly view: ResourceViewRow
}

/** The view of an id with its resource and dataset. @throws NotFound */
export async function findView(context: Context, id: unknown, detail?: string): Promise<OwnedView> {
  const view = typeof id === 'string' ? await context.store.resources.view(id) : undefined
  // Only the rule on reading names a reason, and sysadmins pass without asking it.
  if (!view) throw new NotFound(isSysadmin(context) ? undefined : detail)
  return { view, ...(await findResource(context, view.resource_id)) }
}
