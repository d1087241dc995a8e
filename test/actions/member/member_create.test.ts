import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['adm', 'edi', 'mem', 'out', 'ann'] })
  const users = [
    { name: 'adm', capacity: 'admin' },
    { name: 'edi', capacity: 'editor' },
    { name: 'mem', capacity: 'member' },
  ]
  await site.post('organization_create', { name: 'owner', users }, 'admin')
  await site.post('group_create', { name: 'topic', users }, 'admin')
  await site.post('group_create', { name: 'above' }, 'admin')
  await site.post('package_create', { name: 'data-set', owner_org: 'owner' }, 'admin')
})
afterAll(() => site.close())

const dataset = { object: 'data-set', object_type: 'package' }
const groupsOfDataset = async (): Promise<unknown> =>
  ((await site.get('package_show', { id: 'data-set' })).result as { groups: { name: string }[] }).groups.map(
    ({ name }) => name,
  )

describe('member_create and member_delete', () => {
  test('every role of a group puts datasets in and takes them out', async () => {
    for (const as of ['adm', 'edi', 'mem', 'admin']) {
      expect(
        await site.post('member_create', { id: 'topic', ...dataset, capacity: 'public' }, as),
      ).toMatchObject({
        status: 200,
        result: { table_name: 'package', capacity: 'public', state: 'active' },
      })
      expect(await groupsOfDataset()).toEqual(['topic'])
      expect(await site.get('package_search', { fq: 'groups:topic' })).toMatchObject({ result: { count: 1 } })
      expect(await site.post('member_delete', { id: 'topic', ...dataset }, as)).toMatchObject({
        status: 200,
        result: null,
      })
      expect(await groupsOfDataset()).toEqual([])
      expect(await site.get('package_search', { fq: 'groups:topic' })).toMatchObject({ result: { count: 0 } })
    }
    for (const as of ['out', undefined]) {
      for (const action of ['member_create', 'member_delete']) {
        expect(await site.post(action, { id: 'topic', ...dataset, capacity: 'public' }, as)).toMatchObject({
          status: 403,
          error: {
            message: expect.stringMatching(
              new RegExp(`User ${as ?? ''} not authorized to edit group `),
            ) as string,
          },
        })
      }
    }
    expect(
      await site.post('member_create', { id: 'owner', ...dataset, capacity: 'public' }, 'mem'),
    ).toMatchObject({ status: 403 })
  })

  test('admins alone add and remove users, with any capacity', async () => {
    const ann = { id: 'topic', object: 'ann', object_type: 'user' }
    for (const as of ['edi', 'mem', 'out', undefined]) {
      expect(await site.post('member_create', { ...ann, capacity: 'member' }, as)).toMatchObject({
        status: 403,
      })
      expect(await site.post('member_delete', ann, as)).toMatchObject({ status: 403 })
    }
    const first = (await site.post('member_create', { ...ann, capacity: 'emperor' }, 'adm')).result as {
      id: string
    }
    expect(await site.post('member_delete', ann, 'adm')).toMatchObject({ status: 200, result: null })
    expect(await site.post('member_delete', ann, 'adm')).toMatchObject({ status: 200, result: null })
    expect(await site.post('member_create', { ...ann, capacity: 'member' }, 'adm')).toMatchObject({
      result: { id: first.id, capacity: 'member' },
    })
    expect(
      await site.post('member_create', { ...ann, object: 'adm', capacity: 'member' }, 'adm'),
    ).toMatchObject({
      status: 403,
      error: { message: 'Access denied: Administrators cannot revoke their own admin status' },
    })
  })

  test('puts a group below another, but not in a loop', async () => {
    const data = { id: 'topic', object: 'above', object_type: 'group', capacity: 'public' }
    expect(await site.post('member_create', data, 'admin')).toMatchObject({ status: 200 })
    expect(await site.get('group_show', { id: 'topic' })).toMatchObject({
      result: { groups: [{ name: 'above', capacity: 'public' }] },
    })
    for (const [id, object] of [
      ['above', 'topic'],
      ['above', 'above'],
    ]) {
      expect(await site.post('member_create', { ...data, id, object }, 'admin')).toMatchObject({
        status: 409,
      })
    }
  })

  test('say what is missing, then what is unknown, before they ask who may', async () => {
    for (const as of ['admin', undefined]) {
      expect(await site.post('member_create', { id: 'topic' }, as)).toMatchObject({
        status: 409,
        error: { object: ['Missing value'], object_type: ['Missing value'], capacity: ['Missing value'] },
      })
      expect(
        await site.post('member_create', { id: 'nothing', ...dataset, capacity: 'x' }, as),
      ).toMatchObject({
        status: 404,
        error: { message: 'Not found: Group was not found.' },
      })
      expect(
        await site.post('member_delete', { id: 'topic', object: 'ann', object_type: 'zEBRA crossing' }, as),
      ).toMatchObject({
        status: 409,
        error: { message: "Zebra Crossing isn't a valid model" },
      })
      expect(
        await site.post('member_delete', { id: 'topic', object: 5, object_type: 'user' }, as),
      ).toMatchObject({
        status: 404,
        error: { message: 'Not found: User was not found.' },
      })
    }
    expect(
      await site.post('member_create', { id: 'topic', ...dataset, capacity: null }, 'admin'),
    ).toMatchObject({
      status: 409,
      error: { capacity: ['Missing value'] },
    })
  })
})

describe('member_list', () => {
  const list = async (data: object, as?: string) =>
    ((await site.post('member_list', { id: 'owner', ...data }, as)).result as string[][]).map(([, ...rest]) =>
      rest.join(' '),
    )

  test('shows everyone each kind, roles by their labels', async () => {
    for (const as of [undefined, 'out', 'admin']) {
      expect((await list({}, as)).sort()).toEqual([
        'package organization',
        'user Admin',
        'user Admin',
        'user Editor',
        'user Member',
      ])
    }
    expect(await list({ object_type: 'package' })).toEqual(['package organization'])
    expect(await list({ object_type: 'user', capacity: 'editor' })).toEqual(['user Editor'])
    expect(await list({ capacity: 'Editor' })).toEqual([])
    expect(await list({ object_type: 'zebra' })).toEqual([])
  })

  test('leaves deleted objects out when asked for one kind', async () => {
    await site.post('package_create', { name: 'gone', owner_org: 'owner' }, 'admin')
    await site.post('package_delete', { id: 'gone' }, 'admin')
    expect(await list({ object_type: 'package' })).toHaveLength(1)
    expect(await list({ capacity: 'organization' })).toHaveLength(2)
  })

  test('asks for an id and finds it', async () => {
    expect(await site.get('member_list')).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
    expect(await site.get('member_list', { id: 'nothing' })).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
  })
})

describe('member_roles_list', () => {
  test('groups know no editor', async () => {
    const values = async (query: object): Promise<unknown> =>
      ((await site.get('member_roles_list', query)).result as { value: string }[]).map(({ value }) => value)
    expect(await values({})).toEqual(['admin', 'editor', 'member'])
    expect(await values({ group_type: 'group' })).toEqual(['admin', 'member'])
  })
})
