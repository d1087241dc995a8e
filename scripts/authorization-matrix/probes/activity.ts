import type { Probe, Question } from '../probe.ts'

const id = ({ subject }: Question) => ({ id: subject.id })

/** The latest activity of a dataset. */
async function activity({ world, subject, state }: Question): Promise<string> {
  if (state === 'missing') return 'missing'
  const list = await world.must('package_activity_list', { id: subject.id, limit: 1 })
  const [latest] = Object.values(list) as { readonly id: string }[]
  return latest?.id ?? 'missing'
}

const onActivity = (
  action: string,
  variant: string | undefined,
  more: Readonly<Record<string, unknown>>,
): Probe => ({
  action,
  ...(variant === undefined ? {} : { variant }),
  kind: 'dataset',
  data: async (question) => ({ id: await activity(question), ...more }),
})

export const activityReads: readonly Probe[] = [
  { action: 'package_activity_list', kind: 'dataset', data: id },
  { action: 'organization_activity_list', kind: 'organization', data: id },
  { action: 'group_activity_list', kind: 'group', data: id },
  { action: 'user_activity_list', kind: 'user', data: id },
  {
    action: 'user_activity_list',
    variant: 'of the maker of datasets',
    data: () => ({ id: 'admin', limit: 100 }),
  },
  { action: 'recently_changed_packages_activity_list', data: () => ({ limit: 100 }) },
  { action: 'dashboard_activity_list' },
  { action: 'dashboard_new_activities_count' },
  onActivity('activity_show', undefined, { include_data: false }),
  onActivity('activity_show', 'with data', { include_data: true }),
  onActivity('activity_data_show', undefined, { object_type: 'package' }),
  onActivity('activity_diff', undefined, { object_type: 'package', diff_type: 'unified' }),
]

export const activityWrites: readonly Probe[] = [
  { action: 'dashboard_mark_activities_old' },
  { action: 'send_email_notifications' },
  {
    action: 'activity_create',
    kind: 'dataset',
    states: ['public', 'private', 'missing'],
    data: async ({ world, subject }) => ({
      user_id: (await world.must('user_show', { id: 'admin' }))['id'],
      object_id: subject.id,
      activity_type: 'changed package',
    }),
  },
]
