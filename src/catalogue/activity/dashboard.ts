import { NotAuthorized } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Context } from '../../kernel/context.ts'
import type { ActivityRow } from '../../store/activities.ts'
import type { UserRow } from '../../store/users.ts'
import { listActivities } from './list-activities.ts'

/** An activity in somebody's dashboard. */
export type DashboardActivity = ActivityRow & { readonly is_new: boolean }

/** @throws NotAuthorized for guests */
export function requireDashboard({ user }: Context): UserRow {
  if (user) return user
  throw new NotAuthorized('You must be logged in to access your dashboard.')
}

/**
 * What a user did, and what happened to everything that the user follows. New is what others did since the user last
 * marked the dashboard as seen, or since the user was made. Of organizations it shows active datasets,
 * and those that were deleted by their id: only that ends their membership (CKAN).
 */
export async function dashboardActivities(
  context: Context,
  user: UserRow,
  params: Params,
): Promise<readonly DashboardActivity[]> {
  const { followers, dashboards } = context.store
  const of = [user.id]
  for (const type of ['user', 'dataset'] as const) of.push(...(await followers.followedBy(type, user.id)))
  const organizations: string[] = []
  for (const id of await followers.followedBy('group', user.id)) {
    const isOrganization = (await context.store.groups.find(id))?.is_organization === true
    ;(isOrganization ? organizations : of).push(id)
  }
  const { activity_stream_last_viewed: viewed } = await dashboards.get(user.id)
  const since = viewed ?? user.created
  const rows = await listActivities(context, of, params, organizations)
  return rows.map((row) => ({ ...row, is_new: row.user_id !== user.id && row.timestamp > since }))
}
