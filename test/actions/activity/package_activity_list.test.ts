import { type StartedApp, startApp } from '../../support/start-app.ts'

interface Activity {
  readonly id: string
  readonly activity_type: string
  readonly user_id: string
  readonly object_id: string
  readonly timestamp: string
  readonly data: { readonly package?: { readonly notes: string | null }; readonly actor?: string }
  readonly permission_labels: readonly string[] | null
}

let site: StartedApp
beforeEach(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  const users = [{ name: 'ann', capacity: 'editor' }]
  await site.post('organization_create', { name: 'office', users }, 'admin')
  await site.post('package_create', { name: 'data-set', owner_org: 'office' }, 'ann')
})
afterEach(() => site.close())

const list = async (action: string, query: object, as?: string): Promise<readonly Activity[]> => {
  const { status, result } = await site.post(action, query, as)
  expect(status).toBe(200)
  return result as readonly Activity[]
}
const types = async (action: string, query: object, as?: string) =>
  (await list(action, query, as)).map((one) => one.activity_type)
const history = (query: object = {}, as = 'admin') =>
  types('package_activity_list', { id: 'data-set', ...query }, as)

test('every change of a dataset is one activity, in the order of what happened', async () => {
  const { result } = await site.post('resource_create', { package_id: 'data-set', url: 'http://x/a' }, 'ann')
  const { id } = result as { id: string }
  await site.post('resource_patch', { id, name: 'a' }, 'ann')
  const view = { resource_id: id, view_type: 'text_view', title: 'View' }
  await site.post('resource_view_create', view, 'ann')
  await site.post('resource_delete', { id }, 'ann')
  await site.post('package_patch', { id: 'data-set', state: 'deleted' }, 'ann')
  await site.post('package_patch', { id: 'data-set', state: 'active' }, 'admin')
  await site.post('package_delete', { id: 'data-set' }, 'ann')
  expect((await history()).toReversed()).toEqual([
    'new package',
    'changed package',
    'changed package',
    'new resource view',
    'changed package',
    'deleted package',
    'changed package',
    'deleted package',
  ])
})

test('the views that a resource gets by itself are activities, too', async () => {
  const resources = [{ url: 'http://example.org/a.png' }]
  await site.post('package_create', { name: 'pictures', owner_org: 'office', resources }, 'ann')
  expect(await types('package_activity_list', { id: 'pictures' })).toEqual([
    'new package',
    'new resource view',
  ])
})

test('an activity keeps the dataset as it was, and who changed it', async () => {
  await site.post('package_patch', { id: 'data-set', notes: 'first' }, 'ann')
  const shown = (await site.post('package_show', { id: 'data-set' })).result
  await site.post('package_patch', { id: 'data-set', notes: 'second' }, 'admin')
  const [latest, earlier] = await list('package_activity_list', { id: 'data-set' })
  expect(latest?.data).toMatchObject({ package: { notes: 'second' }, actor: 'admin' })
  expect(earlier?.data).toEqual({ package: shown, actor: 'ann' })
  expect(earlier?.permission_labels).toEqual(['public'])
})

test('what is refused, and what is only followed, leaves no activity', async () => {
  await site.post('package_patch', { id: 'data-set', name: 'No Name!' }, 'ann')
  await site.post('follow_dataset', { id: 'data-set' }, 'bob')
  expect(await history()).toEqual(['new package'])
})

test('readers of a dataset do not see what happened while it was private, in no list', async () => {
  await site.post('package_patch', { id: 'data-set', private: true, notes: 'hidden' }, 'ann')
  const resource = { package_id: 'data-set', url: 'http://x/a' }
  const { id } = (await site.post('resource_create', resource, 'ann')).result as { id: string }
  await site.post('resource_view_create', { resource_id: id, view_type: 'text_view', title: 'hidden' }, 'ann')
  expect(await site.post('package_activity_list', { id: 'data-set' }, 'bob')).toMatchObject({ status: 403 })
  const lists = async (as?: string) =>
    JSON.stringify([
      await list('user_activity_list', { id: 'ann' }, as),
      await list('organization_activity_list', { id: 'office' }, as),
      await list('recently_changed_packages_activity_list', {}, as),
    ])
  await site.post('follow_user', { id: 'ann' }, 'bob')
  await site.post('follow_group', { id: 'office' }, 'bob')
  for (const as of [undefined, 'bob']) expect(await lists(as)).not.toContain('hidden')
  expect(JSON.stringify(await list('dashboard_activity_list', {}, 'bob'))).not.toContain('hidden')
  expect(await lists('ann')).toContain('hidden')
  await site.post('package_patch', { id: 'data-set', private: false, notes: '' }, 'ann')
  expect(await history({}, 'bob')).toEqual(['changed package', 'new package'])
  expect(await lists('bob')).not.toContain('hidden')
})

test('pages by limit, offset, before and after', async () => {
  for (const notes of ['a', 'b', 'c']) await site.post('package_patch', { id: 'data-set', notes }, 'ann')
  const all = await list('package_activity_list', { id: 'data-set' })
  const ids = async (query: object) =>
    (await list('package_activity_list', { id: 'data-set', ...query })).map((one) =>
      all.findIndex((other) => other.id === one.id),
    )
  const micros = (index: number): string => {
    const [seconds = '', fraction = '0'] = (all[index]?.timestamp ?? '').split('.')
    return `${Date.parse(`${seconds}Z`) / 1000}.${fraction.padEnd(6, '0')}`
  }
  expect(await ids({ limit: 2 })).toEqual([0, 1])
  expect(await ids({ limit: 2, offset: 1 })).toEqual([1, 2])
  expect(await ids({ limit: 0 })).toEqual([0, 1, 2, 3])
  expect(await ids({ before: micros(1) })).toEqual([2, 3])
  expect(await ids({ after: micros(1) })).toEqual([0])
  expect(await ids({ after: micros(3), limit: 1 })).toEqual([2])
  expect(await ids({ after: micros(3), limit: 1, offset: 1 })).toEqual([1])
  expect(await ids({ after: micros(3), before: micros(0), limit: 1 })).toEqual([1])
})

test.each([
  [{ limit: 'x' }, { limit: ['Invalid integer', 'Please enter an integer value'] }],
  [{ limit: [1] }, { limit: ['Invalid integer'] }],
  [{ limit: -1 }, { limit: ['Must be a natural number'] }],
  [{ before: 'nan' }, { before: ['Must be a float timestamp'] }],
  [{ after: 1e30 }, { after: ['Must be a float timestamp'] }],
  [{ activity_types: 'x' }, { activity_types: ['Not a list'] }],
  [{ activity_types: [5] }, { activity_types: ['Not a string: 5'] }],
  [
    { activity_types: ['x'], exclude_activity_types: ['x'] },
    { activity_types: ['Cannot be used together with `exclude_activity_types'] },
  ],
])('refuses %j in CKAN’s words', async (query, error) => {
  const answer = await site.post('package_activity_list', { id: 'data-set', ...query })
  expect(answer).toMatchObject({ status: 409, error })
})

test('a list of a group shows its public datasets while they are members, in one state with it', async () => {
  await site.post('group_create', { name: 'topic' }, 'admin')
  const shown = () => types('group_activity_list', { id: 'topic' })
  expect(await shown()).toEqual(['new group'])
  const member = { id: 'topic', object: 'data-set', object_type: 'package' }
  await site.post('member_create', { ...member, capacity: 'public' }, 'admin')
  expect(await shown()).toEqual(['new group', 'new package'])
  await site.post('package_patch', { id: 'data-set', private: true }, 'ann')
  expect(await shown()).toEqual(['new group'])
  await site.post('package_patch', { id: 'data-set', private: false }, 'ann')
  expect(await shown()).toEqual(['changed package', 'new group', 'new package'])
  await site.post('member_delete', member, 'admin')
  expect(await shown()).toEqual(['new group'])
})

test('an organization shows the past of its datasets, and hands it over with them', async () => {
  await site.post('organization_create', { name: 'other' }, 'admin')
  await site.post('package_patch', { id: 'data-set', owner_org: 'other' }, 'admin')
  expect(await types('organization_activity_list', { id: 'office' })).toEqual(['new organization'])
  expect(await types('organization_activity_list', { id: 'other' })).toEqual([
    'changed package',
    'new organization',
    'new package',
  ])
})

test('a purged dataset has no list, but stays in what its users did', async () => {
  await site.post('dataset_purge', { id: 'data-set' }, 'admin')
  expect(await site.post('package_activity_list', { id: 'data-set' })).toMatchObject({ status: 404 })
  expect(await types('user_activity_list', { id: 'ann' })).toContain('new package')
  expect(await types('organization_activity_list', { id: 'office' })).toEqual(['new organization'])
})

test('a dataset changed a thousand times takes little room', async () => {
  const { store } = site.app
  const found = await store.packages.find('data-set')
  const shown = await store.packages.rendered(found?.id ?? '')
  await store.write(async (tx) => {
    for (let n = 0; n < 1000; n++) {
      await tx.activities.record({
        type: 'changed package',
        user_id: null,
        object_id: found?.id ?? '',
        permission_labels: ['public'],
        audience: 'everybody',
        data: `{"package": ${shown?.text ?? ''}, "actor": "${n}"}`,
        isCopyOfObject: true,
        isHidden: false,
      })
    }
  })
  const bytes = store.connections.reader.prepare('SELECT sum(length(data)) FROM activity').pluck().get()
  expect(bytes).toBeLessThan(100_000)
  const [latest] = await list('package_activity_list', { id: 'data-set', limit: 1 })
  expect(latest?.data).toEqual({ package: shown?.parse(), actor: '999' })
})

test('lists of other things check exclude_activity_types, but only datasets have it, as in CKAN', async () => {
  for (const [action, id] of [
    ['organization_activity_list', 'office'],
    ['user_activity_list', 'ann'],
  ] as const) {
    const all = await types(action, { id }, 'admin')
    expect(await types(action, { id, exclude_activity_types: ['new package'] }, 'admin')).toEqual(all)
    expect(await site.post(action, { id, exclude_activity_types: 'x' }, 'admin')).toMatchObject({
      status: 409,
      error: { exclude_activity_types: ['Not a list'] },
    })
  }
})
