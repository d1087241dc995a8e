import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.post('organization_create', { name: 'owner' }, 'admin')
  await site.post('package_create', { name: 'open-one', owner_org: 'owner' }, 'admin')
  await site.post('package_create', { name: 'open-two', owner_org: 'owner' }, 'admin')
  await site.post('package_create', { name: 'hidden-one', owner_org: 'owner', private: true }, 'admin')
})
afterAll(() => site.close())

const groupsOf = async (id: string): Promise<unknown> =>
  ((await site.post('package_show', { id }, 'admin')).result as { groups: { name: string }[] }).groups.map(
    ({ name }) => name,
  )
const found = async (fq: string): Promise<unknown> =>
  ((await site.get('package_search', { fq })).result as { results: { name: string }[] }).results.map(
    ({ name }) => name,
  )

describe('group_create', () => {
  test('puts datasets in at once; private ones are there, but not counted or shown', async () => {
    const packages = [{ id: 'open-one' }, { id: 'hidden-one' }]
    const made = await site.post('group_create', { name: 'topic', title: 'Topic', packages }, 'ann')
    expect(made).toMatchObject({
      status: 200,
      result: {
        type: 'group',
        is_organization: false,
        package_count: 1,
        users: [{ name: 'ann', capacity: 'admin' }],
      },
    })
    expect(await groupsOf('open-one')).toEqual(['topic'])
    expect(await groupsOf('hidden-one')).toEqual(['topic'])
    for (const as of ['admin', 'ann', undefined]) {
      expect(await site.get('group_show', { id: 'topic', include_datasets: true }, as)).toMatchObject({
        result: { package_count: 1, packages: [{ name: 'open-one' }] },
      })
    }
    expect(await found('groups:topic')).toEqual(['open-one'])
  })

  test('keeps its type apart from organizations', async () => {
    expect(await site.post('group_create', { name: 'wrong', type: 'organization' }, 'admin')).toMatchObject({
      status: 409,
      error: { type: ['A group can not be of the type organization'] },
    })
    await site.post('group_create', { name: 'themed', type: 'theme' }, 'admin')
    expect(await site.get('group_list', { type: 'theme' })).toMatchObject({ result: ['themed'] })
    expect(await site.get('group_show', { id: 'themed' })).toMatchObject({ result: { type: 'theme' } })
  })

  test('is for users alone', async () => {
    expect(await site.post('group_create', { name: 'guests' })).toMatchObject({
      status: 403,
      error: { message: 'Access denied: User None not authorized to create groups' },
    })
  })
})

describe('group_update and group_patch', () => {
  const set = async (action: string, data: object, as = 'admin') =>
    (await site.post(action, { id: 'changing', ...data }, as)).result as Record<string, unknown>

  test('replace the datasets only when they are given', async () => {
    await site.post('group_create', { name: 'changing', packages: [{ id: 'open-one' }] }, 'admin')
    expect(await set('group_update', { title: 'T' })).toMatchObject({ packages: [{ name: 'open-one' }] })
    expect(await set('group_patch', { packages: [{ id: 'open-two' }] })).toMatchObject({
      package_count: 1,
      packages: [{ name: 'open-two', groups: [{ name: 'changing' }] }],
    })
    expect(await groupsOf('open-one')).not.toContain('changing')
    expect(await found('groups:changing')).toEqual(['open-two'])
    expect(await set('group_update', { packages: [] })).toMatchObject({ package_count: 0, packages: [] })
    expect(await found('groups:changing')).toEqual([])
  })

  test('are for the group’s admins', async () => {
    await site.post('group_create', { name: 'anns' }, 'ann')
    for (const action of ['group_update', 'group_patch']) {
      for (const as of ['bob', undefined]) {
        expect(await site.post(action, { id: 'anns', title: 'x' }, as)).toMatchObject({
          status: 403,
          error: { message: expect.stringMatching(/not authorized to edit group /) as string },
        })
      }
    }
    expect(await site.post('group_patch', { id: 'anns', title: 'x' }, 'ann')).toMatchObject({ status: 200 })
    expect(await site.post('group_patch', { id: 'owner', title: 'x' }, 'admin')).toMatchObject({
      status: 404,
    })
    expect(await site.post('group_show', { id: 'owner' }, 'admin')).toMatchObject({ status: 404 })
  })
})

describe('group_list', () => {
  test('counts public datasets, and sorts by all', async () => {
    await site.post(
      'group_create',
      { name: 'two', packages: [{ id: 'open-one' }, { id: 'hidden-one' }, { id: 'open-two' }] },
      'admin',
    )
    const counts = (
      await site.get('group_list', { all_fields: true, sort: 'package_count', groups: 'two,topic' })
    ).result as { name: string; package_count: number }[]
    expect(counts.map(({ name, package_count }) => [name, package_count])).toEqual([
      ['two', 2],
      ['topic', 1],
    ])
    expect(await site.get('group_list', { type: 'organization' })).toMatchObject({ result: [] })
  })
})

describe('group_package_show', () => {
  const names = async (query: object): Promise<unknown> =>
    ((await site.get('group_package_show', query)).result as { name: string }[]).map(({ name }) => name)

  test('gives the public datasets of a group, the ones changed last first', async () => {
    expect(await names({ id: 'two' })).toEqual(['open-two', 'open-one'])
    expect(await names({ id: 'two', limit: 1 })).toEqual(['open-two'])
    expect(await names({ id: 'two', limit: '0' })).toEqual([])
    expect(await names({ id: 'owner' })).toEqual([])
  })

  test('refuses what it can not use', async () => {
    for (const limit of ['x', '-1', '1.5']) {
      expect(await site.get('group_package_show', { id: 'two', limit })).toMatchObject({
        status: 409,
        error: { message: 'Limit must be a positive integer' },
      })
    }
    expect(await site.get('group_package_show')).toMatchObject({
      status: 409,
      error: { id: ['Missing value'] },
    })
    expect(await site.get('group_package_show', { id: 'nothing' })).toMatchObject({ status: 404 })
  })
})

describe('group_delete and group_purge', () => {
  test('leave the datasets; deleted by name the group still shows in them', async () => {
    await site.post(
      'group_create',
      { name: 'going', packages: [{ id: 'open-one' }], users: [{ name: 'bob', capacity: 'member' }] },
      'ann',
    )
    expect(await site.post('group_delete', { id: 'going' }, 'bob')).toMatchObject({ status: 403 })
    expect(await site.post('group_delete', { id: 'going' }, 'ann')).toMatchObject({
      status: 200,
      result: null,
    })
    expect(await groupsOf('open-one')).toContain('going')
    expect(await site.get('group_list', { groups: 'going' })).toMatchObject({ result: [] })
    expect(await site.post('group_show', { id: 'going' })).toMatchObject({ status: 403 })
    for (const as of ['ann', undefined]) {
      expect(await site.post('group_purge', { id: 'going' }, as)).toMatchObject({ status: 403 })
    }
    expect(await site.post('group_purge', { id: 'nothing' })).toMatchObject({
      status: 404,
      error: { message: 'Not found: Group was not found' },
    })
    expect(await site.post('group_purge', { id: 'going' }, 'admin')).toMatchObject({
      status: 200,
      result: null,
    })
    expect(await groupsOf('open-one')).not.toContain('going')
    expect(await site.post('group_create', { name: 'going' }, 'ann')).toMatchObject({ status: 200 })
  })
})

describe('group_list_authz', () => {
  test('gives the groups where the caller has a role', async () => {
    await site.post('group_member_create', { id: 'topic', username: 'bob', role: 'member' }, 'ann')
    await site.post('organization_member_create', { id: 'owner', username: 'bob', role: 'admin' }, 'admin')
    const { result } = await site.get('group_list_authz', { include_member_count: true }, 'bob')
    expect(result).toMatchObject([{ name: 'topic', member_count: 2, is_organization: false }])
    expect(result).not.toMatchObject([{ capacity: 'member' }])
    expect(await site.get('group_list_authz')).toMatchObject({ result: [] })
    const all = (await site.get('group_list_authz', {}, 'admin')).result as { name: string }[]
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(['topic', 'two', 'themed']))
  })
})
