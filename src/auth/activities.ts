import { NotAuthorized, NotFound } from '../core/errors.ts'
import { type Context, isSysadmin } from '../kernel/context.ts'
import type { ActivityRow } from '../store/activities.ts'
import { isAboutPackage } from '../store/activity-types.ts'
import { requireEditable, requireReadable, userLabels } from './packages.ts'

/**
 * Single activities are open only where they are about datasets: to whoever may see the dataset and carries one of the
 * activity's labels. The details of changes are for its editors (`ckan.auth.public_activity_stream_detail`).
 *
 * @throws NotAuthorized
 * @throws NotFound when the dataset was purged
 */
export async function requireActivityReadable(
  context: Context,
  activity: ActivityRow,
  { withDetails }: { readonly withDetails: boolean },
): Promise<void> {
  if (isSysadmin(context)) return
  if (!isAboutPackage(activity.activity_type)) throw new NotAuthorized('object_type not recognized')
  const carried = await userLabels(context)
  const labels = activity.permission_labels ?? []
  if (carried && !labels.some((label) => carried.includes(label))) {
    throw new NotAuthorized('Unauthorized to view activity data')
  }
  const row = await context.store.packages.find(activity.object_id)
  if (!row) throw new NotFound()
  const isForEditors = withDetails && !context.config['ckan.auth.public_activity_stream_detail']
  await (isForEditors ? requireEditable(context, row) : requireReadable(context, row))
}
