import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({
    users: ['ann'],
    env: { CKAN__GROUP_AND_ORGANIZATION_LIST_ALL_FIELDS_MAX: '2' },
  })
  await site.post(
    'organization_create',
    { name: 'zebra', title: 'Alpha office', description: 'Maps' },
    'admin',
  )
  await site.post('organization_create', { name: 'apple', title: 'Beta Öffice' }, 'admin')
  await site.post('organization_create', { name: 'mango', description: 'Weather' }, 'admin')
  await site.post('organization_create', { name: 'agent', type: 'agency' }, 'admin')
  await site.post('organization_create', { name: 'gone', state: 'deleted' }, 'admin')
  await site.post('group_create', { name: 'topic' }, 'admin')
  await site.post('package_create', { name: 'rivers', owner_org: 'zebra' }, 'admin')
  await site.post('package_create', { name: 'secret', owner_org: 'zebra', private: true }, 'admin')
  await site.post('package_create', { name: 'census', owner_org: 'apple' }, 'admin')
  await site.post('package_create', { name: 'unfinished', owner_org: 'mango', state: 'draft' }, 'admin')
  await site.post('organization_member_create', { id: 'zebra', username: 'ann', role: 'member' }, 'admin')
})
afterAll(() => site.close())

const list = async (data: object = {}, as?: string): Promise<unknown> =>
  (await site.post('organization_list', data, as)).result

describe('organization_list', () => {
  test.each([
    [{}, ['mango', 'zebra', 'apple']],
    [{ sort: 'name' }, ['apple', 'mango', 'zebra']],
    [{ order_by: 'name', sort: 'name DESC' }, ['zebra', 'mango', 'apple']],
    [{ sort: 'title desc' }, ['apple', 'zebra', 'mango']],
    [{ sort: 'package_count' }, ['zebra', 'apple']],
    [{ order_by: 'packages asc' }, ['apple', 'zebra']],
    [{ sort: 'packages', limit: 1, offset: 1 }, ['apple']],
    [{ limit: 1, offset: '1' }, ['zebra']],
    [{ limit: 1, offset: 1e300 }, []],
    [{ limit: 0 }, ['mango', 'zebra', 'apple']],
    [{ limit: '0' }, []],
    [{ organizations: ['apple', 'mango', 'nothing', 5] }, ['mango', 'apple']],
    [{ organizations: 'apple, zebra' }, ['zebra', 'apple']],
    [{ organizations: [] }, ['mango', 'zebra', 'apple']],
    [{ groups: ['apple'] }, ['mango', 'zebra', 'apple']],
    [{ q: 'ÖFF' }, ['apple']],
    [{ q: 'weather' }, ['mango']],
    [{ q: 'w%h_r' }, ['mango']],
    [{ q: '\\%' }, []],
    [{ type: 'agency' }, ['agent']],
    [{ type: null }, []],
  ])('%j', async (data, expected) => {
    for (const as of [undefined, 'ann', 'admin']) expect(await list(data, as)).toEqual(expected)
  })

  test.each([
    [{ sort: 'created' }, { message: 'Cannot sort by field `created`' }],
    [{ sort: 'constructor' }, { message: 'Cannot sort by field `constructor`' }],
    [{ sort: 'name up' }, { message: 'Invalid sort direction `up`' }],
    [{ sort: 'name asc, title' }, { message: 'Too many sort criteria provided only 1 allowed' }],
    [
      { limit: 'ten', offset: -1 },
      { limit: ['Invalid integer'], offset: ['Must be a natural number'] },
    ],
    [{ all_fields: 'maybe' }, { message: 'Parameter is not an bool' }],
  ])('refuses %j', async (data, error) => {
    expect(await site.post('organization_list', data)).toMatchObject({ status: 409, error })
  })

  test('with all_fields gives at most as many as the site allows, and counts for the caller', async () => {
    const counts = async (as?: string) =>
      ((await list({ all_fields: true }, as)) as { name: string; package_count: number }[]).map(
        ({ name, package_count }) => [name, package_count],
      )
    for (const as of ['ann', 'admin'])
      expect(await counts(as)).toEqual([
        ['mango', 0],
        ['zebra', 2],
      ])
    expect(await counts()).toEqual([
      ['mango', 0],
      ['zebra', 1],
    ])
    expect(await list({ all_fields: true, limit: 0 })).toHaveLength(3)
  })

  test('with all_fields adds what is asked for', async () => {
    const [plain] = (await list({ all_fields: true })) as object[]
    for (const key of ['users', 'extras', 'groups', 'tags', 'packages', 'member_count']) {
      expect(plain).not.toHaveProperty(key)
    }
    const asked = {
      include_users: true,
      include_extras: true,
      include_datasets: true,
      include_member_count: true,
    }
    expect(await list({ all_fields: true, organizations: 'zebra', ...asked })).toMatchObject([
      {
        users: [{ name: 'admin' }, { name: 'ann' }],
        extras: [],
        member_count: 2,
        packages: [{ name: 'rivers' }],
      },
    ])
    expect(await list({ all_fields: true, sort: 'package_count' }, 'admin')).toMatchObject([
      { name: 'zebra', package_count: 2 },
      { name: 'apple', package_count: 1 },
    ])
  })
})
