import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const list = (data: object, as?: string) => site.post('api_token_list', data, as)

test('api_token_list shows tokens without their text', async () => {
  await site.post('api_token_create', { user: 'ann', name: 'second' }, 'ann')
  const { id } = (await site.get('user_show', {}, 'ann')).result as { readonly id: string }
  for (const data of [{ user_id: 'ann' }, { user: 'ann' }, { user_id: id, user: 'bob' }]) {
    expect((await list(data, 'ann')).result).toEqual([
      {
        id: expect.any(String),
        name: 'test',
        user_id: id,
        created_at: expect.any(String),
        last_access: expect.any(String),
      },
      {
        id: expect.any(String),
        name: 'second',
        user_id: id,
        created_at: expect.any(String),
        last_access: null,
      },
    ])
  }
})

test('api_token_list is for the user and for sysadmins', async () => {
  expect((await list({ user_id: 'ann' }, 'admin')).result).toHaveLength(2)
  for (const as of ['bob', undefined]) {
    for (const user of ['ann', 'nobody', 5]) {
      expect(await list({ user_id: user }, as)).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
  }
  expect(await list({}, 'ann')).toMatchObject({ status: 409, error: { user_id: ['Missing value'] } })
  expect(await list({ user_id: 'nobody' }, 'admin')).toMatchObject({
    status: 404,
    error: { message: 'Not found: User not found' },
  })
})
