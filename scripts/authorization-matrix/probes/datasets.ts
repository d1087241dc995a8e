import type { Probe, Question } from '../probe.ts'

const ORGANIZATIONS = ['home', 'abroad', 'below', 'deleted', 'missing'] as const

const id = ({ subject }: Question) => ({ id: subject.id })
const onDataset = (action: string, more: Partial<Probe> = {}): Probe => ({
  action,
  kind: 'dataset',
  data: id,
  ...more,
})

/** The dataset as a client sends it back; a missing one is only a name. */
async function shown({ world, subject, state }: Question) {
  return state === 'missing'
    ? { id: subject.id, name: 'missing' }
    : world.must('package_show', { id: subject.id })
}

/** Owner, privacy and state as they were. */
async function mendDataset({ world, subject: { id }, state }: Question): Promise<undefined> {
  const isUnowned = state.startsWith('unowned')
  const owner = state.startsWith('elsewhere') ? 'abroad' : state === 'below' ? 'below' : 'home'
  await world.must('package_patch', {
    id,
    owner_org: `organization-${owner}`,
    private: state === 'below' || state.endsWith('private'),
    state: state === 'deleted' ? 'deleted' : state.endsWith('draft') ? 'draft' : 'active',
  })
  if (isUnowned) await world.must('package_owner_org_update', { id, organization_id: '' })
  return undefined
}

/** The states that tell most, for variants of an action. */
const SOME = ['public', 'private', 'draft', 'deleted', 'elsewhere', 'unowned']

export const datasetReads: readonly Probe[] = [
  { action: 'package_list' },
  { action: 'current_package_list_with_resources', data: () => ({ limit: 100 }) },
  { action: 'package_search', data: () => ({ rows: 100 }) },
  {
    action: 'package_search',
    variant: 'with all states',
    data: () => ({ rows: 100, include_private: true, include_drafts: true, include_deleted: true }),
  },
  {
    action: 'package_search',
    variant: 'with states in fq',
    data: () => ({ rows: 100, fq: '+state:(active OR draft OR deleted)', include_private: true }),
  },
  {
    action: 'package_search',
    variant: 'with labels in fq',
    data: () => ({ rows: 100, fq: 'permission_labels:* OR capacity:private', include_private: true }),
  },
  {
    action: 'package_search',
    variant: 'facets',
    data: () => ({ rows: 0, 'facet.field': ['name', 'tags', 'res_format'] }),
  },
  { action: 'package_autocomplete', data: () => ({ q: 'dataset', limit: 100 }) },
  { action: 'format_autocomplete', data: () => ({ q: 'format', limit: 100 }) },
  { action: 'resource_search', data: () => ({ query: 'name:resource' }) },
  onDataset('package_show'),
  onDataset('package_relationships_list', {
    data: ({ subject }) => ({ id: subject.id, id2: 'dataset-friend' }),
  }),
  onDataset('package_relationships_list', {
    variant: 'from another',
    data: ({ subject }) => ({ id: 'dataset-friend', id2: subject.id }),
  }),
  onDataset('package_collaborator_list'),
  onDataset('dataset_follower_count'),
  onDataset('dataset_follower_list'),
  onDataset('am_following_dataset'),
  onDataset('resource_show', { data: ({ subject }) => ({ id: subject.resource }) }),
  onDataset('resource_view_list', { data: ({ subject }) => ({ id: subject.resource }) }),
  onDataset('resource_view_show', { data: ({ subject }) => ({ id: subject.view }) }),
]

export const datasetWrites: readonly Probe[] = [
  onDataset('follow_dataset'),
  onDataset('unfollow_dataset'),
  onDataset('package_patch', { data: ({ subject }) => ({ id: subject.id, notes: 'Patched' }) }),
  onDataset('package_revise', {
    data: ({ subject }) => ({ match: { id: subject.id }, update: { notes: 'Revised' } }),
  }),
  onDataset('package_update', {
    data: async (question) => ({ ...(await shown(question)), notes: 'Updated' }),
    mend: mendDataset,
  }),
  onDataset('package_patch', {
    variant: 'into a group',
    data: ({ subject }) => ({ id: subject.id, groups: [{ name: 'group-home' }] }),
    states: SOME,
    spoils: true,
  }),
  onDataset('package_patch', {
    variant: 'to private',
    data: ({ subject }) => ({ id: subject.id, private: true }),
    states: SOME,
    mend: mendDataset,
  }),
  onDataset('package_patch', {
    variant: 'to active',
    data: ({ subject }) => ({ id: subject.id, state: 'active' }),
    states: SOME,
    mend: mendDataset,
  }),
  onDataset('package_patch', {
    variant: 'to deleted',
    data: ({ subject }) => ({ id: subject.id, state: 'deleted' }),
    states: SOME,
    mend: mendDataset,
  }),
  onDataset('package_patch', {
    variant: 'to another organization',
    data: ({ subject }) => ({ id: subject.id, owner_org: 'organization-abroad' }),
    states: SOME,
    mend: mendDataset,
  }),
  onDataset('package_owner_org_update', {
    data: ({ subject }) => ({ id: subject.id, organization_id: 'organization-abroad' }),
    mend: mendDataset,
  }),
  onDataset('package_resource_reorder', {
    data: ({ subject }) => ({ id: subject.id, order: [subject.resource] }),
  }),
  onDataset('package_create_default_resource_views', {
    data: async (question) => ({ package: await shown(question) }),
  }),
  onDataset('package_collaborator_create', {
    data: ({ subject }) => ({ id: subject.id, user_id: 'user-bystander', capacity: 'editor' }),
  }),
  onDataset('package_collaborator_delete', {
    data: ({ subject }) => ({ id: subject.id, user_id: 'user-reader' }),
    mend: async ({ world, subject: { id } }) => {
      await world.must('package_collaborator_create', { id, user_id: 'user-reader', capacity: 'member' })
      return undefined
    },
  }),
  onDataset('package_relationship_create', {
    data: ({ subject }) => ({
      subject: subject.id,
      object: 'dataset-friend',
      type: 'depends_on',
      comment: '',
    }),
    spoils: true,
  }),
  onDataset('package_relationship_update', {
    data: ({ subject }) => ({ subject: subject.id, object: 'dataset-friend', type: 'links_to', comment: '' }),
  }),
  onDataset('package_relationship_delete', {
    data: ({ subject }) => ({ subject: subject.id, object: 'dataset-friend', type: 'links_to' }),
  }),
  ...['bulk_update_private', 'bulk_update_public', 'bulk_update_delete'].map((action) =>
    onDataset(action, {
      data: ({ subject }) => ({ org_id: 'organization-home', datasets: [subject.id] }),
      states: SOME,
      mend: mendDataset,
    }),
  ),
  onDataset('member_create', {
    variant: 'of a dataset in a group',
    data: ({ subject }) => ({
      id: 'group-home',
      object: subject.id,
      object_type: 'package',
      capacity: 'public',
    }),
  }),
  onDataset('member_delete', {
    variant: 'of a dataset in a group',
    data: ({ subject }) => ({ id: 'group-home', object: subject.id, object_type: 'package' }),
  }),
  onDataset('member_create', {
    variant: 'of a dataset in an organization',
    data: ({ subject }) => ({
      id: 'organization-abroad',
      object: subject.id,
      object_type: 'package',
      capacity: 'organization',
    }),
    states: SOME,
    mend: mendDataset,
  }),
  onDataset('package_delete', { spoils: true }),
  onDataset('dataset_purge', { spoils: true }),
  {
    action: 'package_create',
    data: ({ world }) => ({ name: world.unique('created') }),
  },
  {
    action: 'package_create',
    variant: 'in an organization',
    kind: 'organization',
    states: ORGANIZATIONS,
    data: ({ world, subject }) => ({ name: world.unique('created'), owner_org: subject.id }),
  },
  {
    action: 'package_create',
    variant: 'private',
    kind: 'organization',
    states: ORGANIZATIONS,
    data: ({ world, subject }) => ({ name: world.unique('created'), owner_org: subject.id, private: true }),
  },
  {
    action: 'package_create',
    variant: 'in a group',
    kind: 'group',
    data: ({ world, subject }) => ({
      name: world.unique('created'),
      owner_org: 'organization-home',
      groups: [{ id: subject.id }],
    }),
  },
]
