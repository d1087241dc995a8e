import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.post(
    'organization_create',
    { name: 'ministry', users: [{ name: 'ann', capacity: 'admin' }] },
    'admin',
  )
  await site.post('organization_create', { name: 'agency', groups: [{ name: 'ministry' }] }, 'admin')
  await site.post('organization_create', { name: 'branch', groups: [{ name: 'agency' }] }, 'admin')
  await site.post(
    'organization_create',
    { name: 'zoo', users: [{ name: 'ann', capacity: 'member' }] },
    'admin',
  )
  await site.post(
    'organization_create',
    { name: 'odd', users: [{ name: 'ann', capacity: 'emperor' }] },
    'admin',
  )
  await site.post('group_create', { name: 'topic', users: [{ name: 'ann', capacity: 'admin' }] }, 'admin')
  await site.post('package_create', { name: 'hidden-one', owner_org: 'zoo', private: true }, 'admin')
})
afterAll(() => site.close())

const list = async (data: object, as?: string): Promise<unknown> =>
  (
    (await site.post('organization_list_for_user', data, as)).result as { name: string; capacity: string }[]
  ).map(({ name, capacity }) => `${name} ${capacity}`)

describe('organization_list_for_user', () => {
  test('gives those where the caller has the permission, sub-organizations of an admin too', async () => {
    expect(await list({}, 'ann')).toEqual(['agency admin', 'branch admin', 'ministry admin', 'zoo member'])
    for (const permission of ['create_dataset', 'update', 'membership', 'no-such-permission']) {
      expect(await list({ permission }, 'ann')).toEqual(['agency admin', 'branch admin', 'ministry admin'])
    }
    expect(await list({}, 'bob')).toEqual([])
    expect(await list({})).toEqual([])
    expect(await list({}, 'admin')).toEqual([
      'agency admin',
      'branch admin',
      'ministry admin',
      'odd admin',
      'zoo admin',
    ])
  })

  test('tells everyone about another user, and knows no others', async () => {
    expect(await list({ id: 'ann', permission: 'admin' })).toHaveLength(3)
    expect(await site.get('organization_list_for_user', { id: 'nobody' }, 'admin')).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
  })

  test('counts datasets and members when asked', async () => {
    const counted = { permission: 'read', include_dataset_count: true, include_member_count: 'true' }
    const { result } = await site.post('organization_list_for_user', counted, 'ann')
    expect((result as object[]).at(-1)).toMatchObject({ name: 'zoo', package_count: 1, member_count: 2 })
    expect(
      await site.post('organization_list_for_user', { include_dataset_count: 'maybe' }, 'ann'),
    ).toMatchObject({
      status: 409,
    })
  })

  test('forgets deleted ones', async () => {
    await site.post('organization_delete', { id: 'ministry' }, 'admin')
    expect(await list({ permission: 'admin' }, 'ann')).toEqual(['agency admin', 'branch admin'])
  })
})
