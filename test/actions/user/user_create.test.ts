import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann'] })
})
afterAll(() => site.close())

const person = (name: string, more: object = {}) => ({
  name,
  email: `${name}@example.org`,
  password: 'long-enough',
  ...more,
})
const create = (data: object, as = 'admin') => site.post('user_create', data, as)

describe('user_create', () => {
  test('makes a user as CKAN shows it', async () => {
    const { status, result } = await create(person('least'))
    expect(status).toBe(200)
    expect(result).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      name: 'least',
      fullname: null,
      created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/),
      about: null,
      last_active: null,
      activity_streams_email_notifications: false,
      sysadmin: false,
      state: 'active',
      image_url: null,
      image_display_url: null,
      display_name: 'least',
      email: 'least@example.org',
      email_hash: '8692d8145bab68b0cb63c6634263ef53',
      apikey: null,
      number_created_packages: 0,
    })
  })

  test('takes every field of a sysadmin', async () => {
    const id = '44444444-4444-4444-8444-444444444444'
    const { result } = await create(
      person('most', {
        id,
        email: ' Most@Example.ORG ',
        fullname: 'Möst',
        about: 'A *person*',
        activity_streams_email_notifications: 'yes',
        sysadmin: true,
        created: '2001-01-01T00:00:00',
        apikey: 'mine',
        reset_key: 'mine',
        plugin_extras: { mine: { colour: 'red' } },
      }),
    )
    expect(result).toMatchObject({
      id,
      email: 'Most@Example.ORG',
      display_name: 'Möst',
      sysadmin: true,
      apikey: null,
      activity_streams_email_notifications: true,
      plugin_extras: { mine: { colour: 'red' } },
    })
    expect((result as { created: string }).created).not.toMatch(/^2001/)
  })

  test('gives a token when asked for one, and keeps no copy of it', async () => {
    const { result } = await create(person('with-token', { with_apitoken: true }))
    const { token } = result as { readonly token: string }
    expect((await site.get('user_show', {}, token)).result).toMatchObject({ name: 'with-token' })
    const [kept] = (await site.get('api_token_list', { user_id: 'with-token' }, 'admin')).result as object[]
    expect(kept).toMatchObject({ name: 'default' })
    expect(JSON.stringify(kept)).not.toContain(token.split('.')[1])
  })

  test.each([
    [{}, { email: ['Missing value'], name: ['Missing value'], password: ['Missing value'] }],
    [
      { name: null, email: null, password: null },
      {
        email: ['Missing value'],
        name: ['Missing value'],
        password: ['Passwords must be strings', 'Missing value'],
      },
    ],
    [person('b'), { name: ['Must be at least 2 characters long'] }],
    [person('new'), { name: ['That name cannot be used'] }],
    [person('ann'), { name: ['That login name is not available.'] }],
    [person('bob', { name: 5 }), { name: ['Names must be strings', 'User names must be strings'] }],
    [
      person('bob', { email: 'ANN@EXAMPLE.COM' }),
      { email: ["The email address 'ANN@EXAMPLE.COM' belongs to a registered user."] },
    ],
    [person('bob', { email: 'a b@example.org' }), { email: ['Email a b@example.org is not a valid format'] }],
    [person('bob', { email: 5 }), { email: ['Email 5 is not a valid format'] }],
    [person('bob', { email: '  ' }), { email: ['Missing value'] }],
    [person('bob', { password: '1234567' }), { password: ['Your password must be 8 characters or longer'] }],
    [
      person('bob', { password: 'x'.repeat(5000) }),
      { password: ['Your password must be 4096 characters or shorter'] },
    ],
    [
      person('bob', { about: 'see http://spam.example' }),
      { about: ['Edit not allowed as it looks like spam. Please avoid links in your description.'] },
    ],
    [person('bob', { id: 'no-uuid' }), { id: ['Invalid id provided'] }],
    [
      person('bob', { plugin_extras: 'text' }),
      { plugin_extras: ['The value should be a valid JSON object'] },
    ],
  ])('refuses %j', async (data, errors) => {
    expect(await create(data)).toMatchObject({
      status: 409,
      error: { ...errors, __type: 'Validation Error' },
    })
  })

  test('is for sysadmins', async () => {
    const refusal = (name: string) => ({
      status: 403,
      error: { message: `Access denied: User ${name} not authorized to create users via the API` },
    })
    expect(await create(person('mallory'), 'ann')).toMatchObject(refusal('ann'))
    expect(await site.post('user_create', {})).toMatchObject(refusal(''))
  })

  test('of a stranger, where anyone may, takes nothing that is not theirs and overwrites nobody', async () => {
    const open = await startApp({ users: ['ann'], env: { CKAN__AUTH__CREATE_USER_VIA_API: 'true' } })
    const ann = (await open.get('user_show', { id: 'ann' })).result as { readonly id: string }
    const wanted = {
      id: ann.id,
      sysadmin: true,
      state: 'deleted',
      apikey: 'x',
      reset_key: 'x',
      password_hash: 'x',
    }
    const { result } = await open.post('user_create', person('eve', wanted))
    expect(result).toMatchObject({ sysadmin: false, state: 'active', apikey: null, email: 'eve@example.org' })
    expect((result as { id: string }).id).not.toBe(ann.id)
    expect((await open.get('user_show', { id: ann.id })).result).toMatchObject({ name: 'ann' })
    const hashOnly = { name: 'hash-only', email: 'h@example.org', password_hash: 'x' }
    expect((await open.post('user_create', hashOnly)).error).toMatchObject({ password: ['Missing value'] })
    await open.close()
  })
})

test('a name that is taken is the only mistake of who sends an account again', async () => {
  await create(person('again'))
  const { error } = await create(person('again'))
  expect(Object.keys(error).sort()).toEqual(['__type', 'name'])
})

test('a full name of blanks is none to be shown', async () => {
  expect((await create(person('blank', { fullname: ' ' }))).result).toMatchObject({
    fullname: ' ',
    display_name: 'blank',
  })
})
