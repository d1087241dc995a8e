import type { Probe, Question } from '../probe.ts'

type GroupKind = 'organization' | 'group'

const WRITTEN = ['active', 'below', 'deleted', 'missing']
const id = ({ subject }: Question) => ({ id: subject.id })
const plain: readonly GroupKind[] = ['organization', 'group']

function reads(kind: GroupKind): readonly Probe[] {
  const asked = (action: string, more: Partial<Probe> = {}): Probe => ({ action, kind, data: id, ...more })
  return [
    { action: `${kind}_list` },
    {
      action: `${kind}_list`,
      variant: 'with users',
      data: () => ({ all_fields: true, include_users: true }),
    },
    { action: `${kind}_autocomplete`, data: () => ({ q: kind }) },
    asked(`${kind}_show`, {
      data: ({ subject }) => ({ id: subject.id, include_datasets: true, include_users: true }),
    }),
    asked(`${kind}_show`, { variant: 'by default' }),
    asked(`${kind}_show`, {
      variant: 'without users',
      data: ({ subject }) => ({ id: subject.id, include_users: false }),
    }),
    asked('group_package_show', { variant: `of ${kind}` }),
    asked('member_list', { variant: `of ${kind}` }),
    ...['user', 'package'].map((type) =>
      asked('member_list', {
        variant: `of ${kind}, ${type}s`,
        data: ({ subject }) => ({ id: subject.id, object_type: type }),
      }),
    ),
    asked('am_following_group', { variant: kind }),
    asked(`${kind}_follower_count`),
    asked(`${kind}_follower_list`),
  ]
}

function writes(kind: GroupKind): readonly Probe[] {
  const asked = (action: string, more: Partial<Probe> = {}): Probe => ({
    action,
    kind,
    states: WRITTEN,
    data: id,
    ...more,
  })
  const bystander = ({ subject }: Question) => ({
    id: subject.id,
    object: 'user-bystander',
    object_type: 'user',
    capacity: 'member',
  })
  return [
    {
      action: `${kind}_create`,
      data: ({ world }) => ({ name: world.unique('created') }),
      // Lest the caller stays its admin.
      undo: (made) => ({ action: `${kind}_purge`, data: { id: (made as { readonly id: string }).id } }),
    },
    asked('follow_group', { variant: kind }),
    asked('unfollow_group', { variant: kind }),
    asked(`${kind}_patch`, { data: ({ subject }) => ({ id: subject.id, title: 'Patched' }) }),
    asked(`${kind}_update`, {
      data: async ({ world, subject, state }) => ({
        ...(state === 'missing' ? { id: subject.id } : await world.must(`${kind}_show`, { id: subject.id })),
        title: 'Updated',
      }),
      spoils: true,
    }),
    asked(`${kind}_member_create`, {
      data: ({ subject }) => ({ id: subject.id, username: 'user-bystander', role: 'member' }),
    }),
    asked(`${kind}_member_delete`, {
      data: ({ subject }) => ({ id: subject.id, username: 'user-bystander' }),
    }),
    asked('member_create', { variant: `of a user in a ${kind}`, data: bystander }),
    asked('member_delete', { variant: `of a user in a ${kind}`, data: bystander }),
    asked(`${kind}_member_delete`, {
      variant: 'of oneself',
      data: ({ subject, actor }) => ({ id: subject.id, username: `user-${actor}` }),
      spoils: true,
    }),
    asked('user_invite', {
      variant: `to a ${kind}`,
      data: ({ world, subject }) => ({
        email: `${world.unique('invited')}@example.com`,
        group_id: subject.id,
        role: 'member',
      }),
    }),
    asked(`${kind}_delete`, { states: [...WRITTEN, 'home'], spoils: true }),
    asked(`${kind}_purge`, { states: [...WRITTEN, 'home'], spoils: true }),
  ]
}

export const groupReads: readonly Probe[] = [
  ...plain.flatMap(reads),
  { action: 'group_list_authz' },
  { action: 'organization_list_for_user' },
  {
    action: 'organization_list_for_user',
    variant: 'that they edit',
    data: () => ({ permission: 'create_dataset' }),
  },
  { action: 'organization_list_for_user', variant: 'of another', kind: 'user', data: id },
  { action: 'member_roles_list' },
]

export const groupWrites: readonly Probe[] = plain.flatMap(writes)
