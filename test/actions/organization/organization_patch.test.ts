import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

beforeEach(async () => {
  const users = [
    { name: 'ann', capacity: 'admin' },
    { name: 'bob', capacity: 'editor' },
  ]
  const data = { name: 'office', title: 'Office', extras: [{ key: 'a', value: '1' }], users }
  await site.post('organization_create', data, 'admin')
})
afterEach(async () => {
  for (const id of ['office', 'renamed', 'topic']) await site.post('organization_purge', { id }, 'admin')
})

const patch = (data: object, as?: string) => site.post('organization_patch', { id: 'office', ...data }, as)

describe('organization_patch', () => {
  test('changes what is given and keeps the rest, lists too', async () => {
    for (const list of ['users', 'extras', 'groups', 'packages']) {
      expect(await patch({ [list]: null }, 'admin')).toMatchObject({
        status: 400,
        error: { data: { id: 'office', [list]: null } },
      })
    }
    expect(await patch({ description: 'Patched', title: null }, 'admin')).toMatchObject({
      status: 200,
      result: {
        title: 'Office',
        description: 'Patched',
        extras: [{ key: 'a' }],
        users: [{ name: 'admin' }, { name: 'ann' }, { name: 'bob' }],
      },
    })
    expect(await patch({ users: [{ name: 'ann', capacity: 'admin' }] }, 'admin')).toMatchObject({
      result: { users: [{ name: 'ann', capacity: 'admin' }], extras: [{ key: 'a' }] },
    })
  })

  test('asks admins who are no sysadmins for the extras where there are some, as CKAN does', async () => {
    expect(await patch({ name: 'renamed' }, 'ann')).toMatchObject({
      status: 409,
      error: { extras: [{ id: ['The input field id was not expected.'] }] },
    })
    expect(await patch({ name: 'renamed', extras: [] }, 'ann')).toMatchObject({
      status: 200,
      result: { name: 'renamed', extras: [{ key: 'a', value: '1' }] },
    })
  })

  test('asks for the id in two ways, and finds organizations alone', async () => {
    expect(await site.post('organization_patch', {}, 'admin')).toMatchObject({
      error: { id: ['Missing value'] },
    })
    for (const as of [undefined, 'ann']) {
      expect(await site.post('organization_patch', {}, as)).toMatchObject({
        status: 409,
        error: { message: 'Missing id, can not get Group object' },
      })
    }
    await site.post('group_create', { name: 'topic' }, 'admin')
    for (const id of ['nothing', 'topic']) {
      expect(await patch({ id, title: 'x' }, 'admin')).toMatchObject({
        status: 404,
        error: { message: 'Not found' },
      })
    }
  })

  test('is for admins alone', async () => {
    for (const as of [undefined, 'bob']) {
      expect(await patch({ title: 'x' }, as)).toMatchObject({
        status: 403,
        error: {
          message: expect.stringMatching(
            new RegExp(`^Access denied: User ${as ?? ''} not authorized to edit organization `),
          ) as string,
        },
      })
    }
  })
})
