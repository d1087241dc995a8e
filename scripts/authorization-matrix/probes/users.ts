import type { Probe, Question } from '../probe.ts'

const id = ({ subject }: Question) => ({ id: subject.id })
const asked = (action: string, more: Partial<Probe> = {}): Probe => ({
  action,
  kind: 'user',
  data: id,
  ...more,
})

async function token({ world, subject, state }: Question) {
  if (state === 'missing') return { token: 'missing' }
  const { token: made } = await world.must('api_token_create', {
    user: subject.id,
    name: world.unique('token'),
  })
  return { token: made }
}

const FOLLOWEES = ['followee', 'user_followee', 'dataset_followee', 'group_followee', 'organization_followee']

export const userReads: readonly Probe[] = [
  { action: 'user_list' },
  { action: 'user_list', variant: 'by e-mail', data: () => ({ email: 'user-bystander@example.com' }) },
  { action: 'user_list', variant: 'names', data: () => ({ all_fields: false }) },
  { action: 'user_autocomplete', data: () => ({ q: 'user' }) },
  { action: 'user_autocomplete', variant: 'by e-mail', data: () => ({ q: 'bystander@example.com' }) },
  asked('user_show'),
  asked('user_show', {
    variant: 'with datasets',
    data: ({ subject }) => ({ id: subject.id, include_datasets: true }),
  }),
  asked('user_show', {
    variant: 'of the maker of datasets',
    states: ['other'],
    data: () => ({ id: 'admin', include_datasets: true, include_password_hash: true }),
  }),
  { action: 'user_show', variant: 'without id' },
  asked('api_token_list', { data: ({ subject }) => ({ user_id: subject.id }) }),
  asked('am_following_user'),
  asked('user_follower_count'),
  asked('user_follower_list'),
  ...FOLLOWEES.flatMap((name) => [asked(`${name}_count`), asked(`${name}_list`)]),
  asked('package_collaborator_list_for_user'),
]

export const userWrites: readonly Probe[] = [
  asked('follow_user'),
  asked('unfollow_user'),
  asked('api_token_create', {
    data: ({ world, subject }) => ({ user: subject.id, name: world.unique('token') }),
  }),
  asked('api_token_revoke', { data: token }),
  asked('user_patch', { data: ({ subject }) => ({ id: subject.id, about: 'Patched' }) }),
  asked('user_update', {
    data: async ({ world, subject, state }) => ({
      ...(state === 'missing'
        ? { id: subject.id, name: 'missing', email: 'missing@example.com' }
        : await world.must('user_show', { id: subject.id })),
      about: 'Updated',
    }),
    spoils: true,
  }),
  asked('user_delete', { states: ['other', 'deleted', 'missing'], spoils: true }),
  {
    action: 'user_create',
    data: ({ world }) => {
      const name = world.unique('created')
      return { name, email: `${name}@example.com`, password: 'correct-horse' }
    },
  },
]
