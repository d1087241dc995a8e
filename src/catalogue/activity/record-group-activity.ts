import { toJson } from '../../core/json.ts'
import type { Context } from '../../kernel/context.ts'
import { type GroupRow, groupToColumns, organizationSummary } from '../../store/group-columns.ts'
import { actorOf, keepsActivities, recordActivity } from './record-activity.ts'

/** Records that a group or organization was made, changed or deleted. */
export async function recordGroupActivity(
  context: Context,
  change: 'new' | 'changed',
  row: GroupRow,
): Promise<void> {
  if (!keepsActivities(context.config)) return
  const verb = change === 'changed' && row.state === 'deleted' ? 'deleted' : change
  await recordActivity(context, {
    type: `${verb} ${row.is_organization ? 'organization' : 'group'}`,
    actor: await actorOf(context),
    object_id: row.id,
    audience: 'everybody',
    data: toJson({ group: organizationSummary(groupToColumns(row)) }),
    isCopyOfObject: true,
  })
}
