import { type StartedApp, startApp } from '../../support/start-app.ts'

const on = { CKAN__AUTH__ALLOW_DATASET_COLLABORATORS: 'true' }

async function start(env: Record<string, string>): Promise<StartedApp> {
  const site = await startApp({ users: ['adam', 'edith', 'carl', 'sam'], env })
  const users = [
    { name: 'adam', capacity: 'admin' },
    { name: 'edith', capacity: 'editor' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  const dataset = { name: 'shared', owner_org: 'water-board', private: true }
  await site.post('package_create', dataset, 'admin')
  return site
}

const CARL = { id: 'shared', user_id: 'carl' }

describe('where collaborators are switched on', () => {
  let site: StartedApp
  beforeAll(async () => {
    site = await start(on)
  })
  afterAll(() => site.close())

  const create = (data: object, as?: string) => site.post('package_collaborator_create', data, as)
  const statusOf = async (action: string, data: object, as?: string) =>
    (await site.post(action, data, as)).status

  test('a member reads, an editor edits, and nobody after the end', async () => {
    const may = async () => [
      await statusOf('package_show', { id: 'shared' }, 'carl'),
      await statusOf('package_patch', { id: 'shared', notes: 'x' }, 'carl'),
    ]
    const find = async () => {
      const query = { q: 'name:shared', include_private: true }
      return ((await site.get('package_search', query, 'carl')).result as { count: number }).count
    }
    expect(await may()).toEqual([403, 403])
    expect(await create({ ...CARL, capacity: 'member' }, 'adam')).toMatchObject({
      status: 200,
      result: { capacity: 'member' },
    })
    expect(await may()).toEqual([200, 403])
    expect(await find()).toBe(1)
    await create({ ...CARL, capacity: 'editor' }, 'admin')
    expect(await may()).toEqual([200, 200])
    const list = await site.get('package_collaborator_list', { id: 'shared' }, 'adam')
    expect(list.result).toMatchObject([{ capacity: 'editor' }])
    const own = await site.get('package_collaborator_list_for_user', { id: 'carl' }, 'carl')
    expect(own.result).toEqual([
      { capacity: 'editor', modified: expect.any(String), package_id: expect.any(String) },
    ])
    expect(await site.post('package_collaborator_delete', CARL, 'adam')).toMatchObject({
      status: 200,
      result: null,
    })
    expect(await may()).toEqual([403, 403])
    expect(await find()).toBe(0)
    expect(await site.post('package_collaborator_delete', CARL, 'adam')).toMatchObject({
      status: 404,
      error: { message: 'Not found: User carl is not a collaborator on this package' },
    })
  })

  test('only admins of the owner manage collaborators', async () => {
    const deeds = [
      ['package_collaborator_create', 'add collaborators to'],
      ['package_collaborator_delete', 'remove collaborators from'],
      ['package_collaborator_list', 'list collaborators from'],
    ] as const
    for (const [action, deed] of deeds) {
      for (const [as, name] of [
        [undefined, ''],
        ['sam', 'sam'],
        ['edith', 'edith'],
      ] as const) {
        const data = { ...CARL, capacity: 'member' }
        expect(await site.post(action, data, as)).toMatchObject({
          status: 403,
          error: { message: `Access denied: User ${name} not authorized to ${deed} this dataset` },
        })
      }
    }
    expect(await statusOf('package_collaborator_list_for_user', { id: 'carl' }, 'sam')).toBe(403)
    expect(await site.post('package_collaborator_list_for_user', { id: 'zz' }, 'admin')).toMatchObject({
      status: 403,
      error: { message: 'Access denied: Not allowed to retrieve collaborators' },
    })
  })

  test('what is missing and what is not found', async () => {
    const missing = ['Missing value']
    expect(await create({}, 'admin')).toMatchObject({
      status: 409,
      error: { id: missing, user_id: missing, capacity: missing },
    })
    expect(await create({ ...CARL, capacity: 'admin' }, 'admin')).toMatchObject({
      status: 409,
      error: { message: 'Role must be one of "editor, member"' },
    })
    const found = async (data: object) =>
      (await create({ ...CARL, capacity: 'member', ...data }, 'admin')).error.message
    expect(await found({ id: 'zz' })).toBe('Not found: Dataset not found')
    expect(await found({ user_id: ['carl'] })).toBe('Not found: User not found')
    expect(
      await site.get('package_collaborator_list', { id: 'shared', capacity: 'x' }, 'admin'),
    ).toMatchObject({
      status: 409,
      error: { message: 'Capacity must be one of "editor, member"' },
    })
  })
})

test('an admin among the collaborators manages the others, where that is allowed', async () => {
  const site = await start({ ...on, CKAN__AUTH__ALLOW_ADMIN_COLLABORATORS: 'true' })
  await site.post('package_collaborator_create', { ...CARL, capacity: 'admin' }, 'admin')
  const sam = { id: 'shared', user_id: 'sam', capacity: 'member' }
  expect(await site.post('package_collaborator_create', sam, 'carl')).toMatchObject({ status: 200 })
  expect(await site.post('package_collaborator_create', sam, 'sam')).toMatchObject({ status: 403 })
  await site.close()
})

test('where they are switched off, every call says so', async () => {
  const site = await start({})
  const data = { ...CARL, capacity: 'member' }
  for (const action of ['create', 'delete', 'list'].map((verb) => `package_collaborator_${verb}`)) {
    expect(await site.post(action, data, 'admin')).toMatchObject({
      status: 409,
      error: { message: 'Dataset collaborators not enabled' },
    })
  }
  expect(await site.post('package_collaborator_list_for_user', { id: 'zz' }, 'sam')).toMatchObject({
    status: 409,
  })
  await site.close()
})
