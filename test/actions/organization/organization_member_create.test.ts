import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['adm', 'edi', 'mem', 'out', 'fresh'] })
})
afterAll(() => site.close())

beforeEach(async () => {
  const users = [
    { name: 'adm', capacity: 'admin' },
    { name: 'edi', capacity: 'editor' },
    { name: 'mem', capacity: 'member' },
  ]
  for (const kind of ['organization', 'group'])
    await site.post(`${kind}_create`, { name: `the-${kind}`, users }, 'admin')
})
afterEach(async () => {
  for (const id of ['the-organization', 'the-group']) await site.post('group_purge', { id }, 'admin')
})

describe.each(['organization', 'group'])('%s_member_create', (kind) => {
  const create = (data: object, as?: string) =>
    site.post(`${kind}_member_create`, { id: `the-${kind}`, ...data }, as)

  test('is for admins alone', async () => {
    for (const as of ['edi', 'mem', 'out', undefined]) {
      expect(await create({ username: 'fresh', role: 'member' }, as)).toMatchObject({
        status: 403,
        error: { message: `Access denied: User ${as ?? ''} not authorized to add members` },
      })
    }
    for (const as of ['adm', 'admin']) {
      expect(await create({ username: 'fresh', role: 'member' }, as)).toMatchObject({
        status: 200,
        result: { table_name: 'user', capacity: 'member', state: 'active' },
      })
    }
  })

  test('changes a role in place, but not one’s own from admin', async () => {
    const first = (await create({ username: 'fresh', role: 'member' }, 'adm')).result as { id: string }
    expect(await create({ username: 'fresh', role: 'admin' }, 'adm')).toMatchObject({
      result: { id: first.id, capacity: 'admin' },
    })
    expect(await create({ username: 'adm', role: 'editor' }, 'adm')).toMatchObject({
      status: 403,
      error: { message: 'Access denied: Administrators cannot revoke their own admin status' },
    })
    expect(await create({ username: 'adm', role: 'editor' }, 'fresh')).toMatchObject({ status: 200 })
  })

  test('says all that is missing or wrong at once', async () => {
    const missing = { id: ['Missing value'], role: ['Missing value'], username: ['Missing value'] }
    for (const as of ['admin', 'adm', undefined]) {
      expect(await site.post(`${kind}_member_create`, {}, as)).toMatchObject({ status: 409, error: missing })
    }
    expect(await create({ id: 'nothing', username: 'nobody', role: 'Admin' }, 'admin')).toMatchObject({
      status: 409,
      error: {
        id: ['That group name or ID does not exist.'],
        role: ['role does not exist.'],
        username: ['Not found: User'],
      },
    })
    expect(await create({ id: 'nothing', username: 'fresh', role: 'member' }, 'adm')).toMatchObject({
      status: 403,
    })
    expect(await create({ username: 5, role: ['member'] }, 'admin')).toMatchObject({ status: 409 })
  })
})

describe.each(['organization', 'group'])('%s_member_delete', (kind) => {
  const remove = (data: object, as?: string) =>
    site.post(`${kind}_member_delete`, { id: `the-${kind}`, ...data }, as)

  test('is for admins, who may go themselves', async () => {
    for (const as of ['edi', 'mem']) {
      expect(await remove({ username: 'mem' }, as)).toMatchObject({
        status: 403,
        error: {
          message: expect.stringMatching(new RegExp(`User ${as} not authorized to edit group`)) as string,
        },
      })
    }
    expect(await remove({ username: 'mem' })).toMatchObject({
      status: 403,
      error: { message: 'Access denied: Action member_delete requires an authenticated user' },
    })
    // The name goes before the id.
    expect(await remove({ user_id: 'adm', username: 'edi' }, 'adm')).toMatchObject({
      status: 200,
      result: null,
    })
    expect(await remove({ username: 'mem' }, 'adm')).toMatchObject({ status: 200, result: null })
    expect(await remove({ username: 'adm' }, 'adm')).toMatchObject({ status: 200 })
    const { result } = await site.get(`${kind}_show`, { id: `the-${kind}` })
    expect(result).toMatchObject({ users: [{ name: 'admin' }] })
  })

  test('says all at once what is wrong, in the order of the names', async () => {
    const errors = async (data: object): Promise<readonly (readonly [string, unknown])[]> =>
      Object.entries((await site.post(`${kind}_member_create`, data, 'admin')).error)
    const missing = ['Missing value']
    expect((await errors({})).slice(0, 3)).toEqual([
      ['id', missing],
      ['role', missing],
      ['username', missing],
    ])
    expect((await errors({ id: 'nothing' })).slice(0, 3)).toEqual([
      ['id', ['That group name or ID does not exist.']],
      ['role', missing],
      ['username', missing],
    ])
    expect((await errors({ username: 'nobody', role: 'none' })).slice(0, 3)).toEqual([
      ['id', missing],
      ['role', ['role does not exist.']],
      ['username', ['Not found: User']],
    ])
  })

  test('finds the group, then the user, before it asks who may', async () => {
    for (const as of ['admin', undefined]) {
      expect(await site.post(`${kind}_member_delete`, { username: 'mem' }, as)).toMatchObject({
        status: 409,
        error: { id: ['Missing value'] },
      })
      expect(await remove({ id: 'nothing', username: 'mem' }, as)).toMatchObject({ status: 404 })
      for (const username of ['nobody', undefined, 5]) {
        expect(await remove({ username }, as)).toMatchObject({
          status: 404,
          error: { message: 'Not found: User was not found.' },
        })
      }
    }
  })
})
