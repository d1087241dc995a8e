import { packageLabels } from '../../auth/packages.ts'
import { toJson } from '../../core/json.ts'
import type { Context } from '../../kernel/context.ts'
import type { ResourceViewRow } from '../../store/resource-views.ts'
import type { PackageRow } from '../../store/rows.ts'
import { actorOf, keepsActivities, recordActivity } from './record-activity.ts'

/** Records that a view was made or changed, as something that happened to its dataset. */
export async function recordViewActivity(
  context: Context,
  change: 'new' | 'changed',
  view: ResourceViewRow,
  owner: PackageRow,
): Promise<void> {
  if (!keepsActivities(context.config)) return
  const { id, resource_id, title, description, view_type, order, config } = view
  const labels = packageLabels(context, owner)
  await recordActivity(context, {
    type: `${change} resource view`,
    actor: await actorOf(context),
    object_id: owner.id,
    audience: labels.includes('public') ? 'everybody' : labels,
    data: toJson({ id, resource_id, title, description, view_type, order, config, package_id: owner.id }),
  })
}
