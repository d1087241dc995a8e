import { newId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Params } from '../../core/params.ts'
import { textOrNull } from '../../core/text-or-null.ts'
import type { Context } from '../../kernel/context.ts'
import type { ResourceViewRow } from '../../store/resource-views.ts'
import type { PackageRow, ResourceRow } from '../../store/rows.ts'
import { recordViewActivity } from '../activity/record-view-activity.ts'
import { viewInput } from './resource-view-input.ts'
import { type Viewable, viewType } from './resource-view-types.ts'

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

/** A resource that is to get views. */
interface ViewableResource extends Viewable {
  readonly id: string
}

/** What a stored resource shows to views: its table has none but those that are asked for. */
const viewable = ({ id, format, url_type }: ResourceRow): ViewableResource => ({
  id,
  format,
  url_type,
  hasTable: false,
})

/** The views that active resources of a dataset get by themselves. */
export const addDefaultViews = (
  context: Context,
  owner: PackageRow,
  resources: readonly ResourceRow[],
): Promise<readonly JsonObject[]> =>
  addViewsOfKind(context, owner, resources.filter(({ state }) => state === 'active').map(viewable), false)

/**
 * Makes the views that resources get by themselves (`ckan.views.default_views`): one of each kind that can show the
 * resource and that it has none of yet; either of those that show tables, or of the others. Each is an activity, as one
 * that somebody makes (CKAN).
 */
export async function addViewsOfKind(
  context: Context,
  owner: PackageRow,
  resources: readonly ViewableResource[],
  ofTables: boolean,
): Promise<readonly JsonObject[]> {
  const made: JsonObject[] = []
  for (const resource of resources) {
    for (const name of context.config['ckan.views.default_views']) {
      const type = viewType(context.config, name)
      if (type?.canView(resource) !== true || (type.requiresTable === true) !== ofTables) continue
      const others = await context.store.resources.viewsOf(resource.id)
      if (others.some((view) => view.view_type === name)) continue
      const fields = { resource_id: resource.id, title: type.title, description: '', view_type: name }
      const { config } = await viewInput(context, fields, name)
      const view = await addView(context, { ...fields, config })
      await recordViewActivity(context, 'new', view, owner)
      made.push(shownView(view, owner.id))
    }
  }
  return made
}

/** A resource as a caller describes it, which may differ from what is stored (CKAN). */
export const describedResource = (id: string, given: Params): ViewableResource => ({
  id,
  format: textOrNull(given['format']),
  url_type: textOrNull(given['url_type']),
  hasTable: given['datastore_active'] === true,
})
