import { newId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { Context } from '../kernel/context.ts'
import type { ResourceViewRow } from '../store/resource-views.ts'
import type { PackageRow, ResourceRow } from '../store/rows.ts'
import { recordViewActivity } from './record-view-activity.ts'
import { viewType } from './resource-view-types.ts'

/** The view as the API shows it: the fields of its kind beside those that every view has. */
export function shownView(view: ResourceViewRow, packageId: string): JsonObject {
  const { order: _order, config, ...columns } = view
  return { ...config, ...columns, package_id: packageId }
}

/** Adds a view behind those that the resource has. */
export async function addView(
  context: Context,
  view: Omit<ResourceViewRow, 'id' | 'order'> & { readonly id?: string | undefined },
): Promise<ResourceViewRow> {
  const { resources } = context.store
  const others = await resources.viewsOf(view.resource_id)
  const row = { ...view, id: view.id ?? newId(), order: (others.at(-1)?.order ?? -1) + 1 }
  await resources.saveView(row)
  return row
}

/**
 * Makes the views that resources get by themselves (`ckan.views.default_views`): one of each kind that can show the
 * resource and that it has none of yet. Each is an activity, as one that somebody makes (CKAN).
 */
export async function addDefaultViews(
  context: Context,
  owner: PackageRow,
  resources: readonly ResourceRow[],
): Promise<readonly JsonObject[]> {
  const made: JsonObject[] = []
  for (const resource of resources) {
    for (const name of context.config['ckan.views.default_views']) {
      const type = viewType(context.config, name)
      if (resource.state !== 'active' || !type?.canView(resource)) continue
      const others = await context.store.resources.viewsOf(resource.id)
      if (others.some((view) => view.view_type === name)) continue
      const view = await addView(context, {
        resource_id: resource.id,
        title: type.title,
        description: '',
        view_type: name,
        config: {},
      })
      await recordViewActivity(context, 'new', view, owner)
      made.push(shownView(view, owner.id))
    }
  }
  return made
}
