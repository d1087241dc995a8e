import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('api_token_create', data, as)
const tokenOf = (answer: { readonly result: unknown }) => (answer.result as { readonly token: string }).token

describe('api_token_create', () => {
  test('gives a token that works', async () => {
    const token = tokenOf(await create({ user: 'ann', name: 'first' }, 'ann'))
    expect((await site.get('user_show', {}, token)).result).toMatchObject({ name: 'ann' })
    const forAnn = tokenOf(await create({ user: 'ann', name: 'first' }, 'admin'))
    expect((await site.get('user_show', {}, forAnn)).result).toMatchObject({ name: 'ann' })
  })

  test.each([
    [{}, undefined, { name: ['Missing value'], user: ['Missing value'] }],
    [{ user: 'ann' }, 'ann', { name: ['Missing value'] }],
    [{ user: 'ann', name: '' }, 'ann', { name: ['Missing value'] }],
    [{ name: 'x' }, 'ann', { user: ['Missing value'] }],
  ])('asks for what is missing in %j', async (data, as, errors) => {
    expect(await create(data, as)).toMatchObject({ status: 409, error: errors })
  })

  test('is for the user and for sysadmins', async () => {
    for (const as of ['bob', undefined]) {
      expect(await create({ user: 'ann', name: 'x' }, as)).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
    for (const user of ['nobody', 5, ['ann']]) {
      expect(await create({ user, name: 'x' }, 'ann')).toMatchObject({
        status: 404,
        error: { message: 'Not found: User not found' },
      })
    }
  })

  test('makes tokens that end, with the plugin expire_api_token', async () => {
    const ending = await startApp({ users: ['ann'], env: { CKAN__PLUGINS: 'expire_api_token' } })
    const made = await ending.post(
      'api_token_create',
      { user: 'ann', name: 'short', expires_in: 1, unit: 1 },
      'ann',
    )
    const [token] = [tokenOf(made)]
    expect((await ending.get('user_show', {}, token)).status).toBe(200)
    await new Promise((done) => setTimeout(done, 1100))
    expect((await ending.get('user_show', {}, token)).status).toBe(404)
    const wrong = { user: 'ann', name: 'x', expires_in: 'soon', unit: -1 }
    expect((await ending.post('api_token_create', wrong, 'ann')).error).toMatchObject({
      expires_in: ['Invalid integer'],
      unit: ['Must be a positive integer'],
    })
    await ending.close()
  })
})
