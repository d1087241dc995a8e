import { packageLabels } from '../../auth/packages.ts'
import { toJson } from '../../core/json.ts'
import type { JsonText } from '../../core/json-text.ts'
import type { Context } from '../../kernel/context.ts'
import type { PackageRow } from '../../store/rows.ts'
import { actorOf, keepsActivities, recordActivity } from './record-activity.ts'

/**
 * Records that a dataset was made or changed: the whole of it as it is now, with the labels of those who may see it now
 * (CKAN). A change of a deleted dataset counts as its deletion.
 */
export async function recordPackageActivity(
  context: Context,
  change: 'new' | 'changed',
  row: PackageRow,
  shown: JsonText,
): Promise<void> {
  if (!keepsActivities(context.config)) return
  const actor = await actorOf(context)
  const labels = packageLabels(context, row)
  await recordActivity(context, {
    type: change === 'new' ? 'new package' : row.state === 'deleted' ? 'deleted package' : 'changed package',
    actor,
    object_id: row.id,
    permission_labels: labels,
    audience: labels.includes('public') ? 'everybody' : labels,
    data: `{"package": ${shown.text}, "actor": ${toJson(actor?.name ?? null)}}`,
    isCopyOfObject: true,
  })
}
