import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.post(
    'organization_create',
    { name: 'office', users: [{ name: 'ann', capacity: 'editor' }] },
    'admin',
  )
  await site.post('package_create', { name: 'open-one', owner_org: 'office' }, 'ann')
  await site.post('package_create', { name: 'hidden-one', owner_org: 'office', private: true }, 'ann')
})
afterAll(() => site.close())

interface Shown {
  readonly email?: string
  readonly number_created_packages: number
  readonly datasets?: readonly { readonly name: string }[]
}
const show = async (as: string | undefined, data: object = { id: 'ann' }): Promise<Shown> =>
  (await site.post('user_show', data, as)).result as Shown

describe('user_show', () => {
  test('shows the address and the private datasets to oneself and to sysadmins alone', async () => {
    for (const as of ['ann', 'admin']) {
      const shown = await show(as, { id: 'ann', include_datasets: true })
      expect(shown).toMatchObject({ email: 'ann@example.com', apikey: null, number_created_packages: 2 })
      expect(shown.datasets?.map(({ name }) => name)).toEqual(['hidden-one', 'open-one'])
    }
    for (const as of ['bob', undefined]) {
      const shown = await show(as, { id: 'ann', include_datasets: true })
      expect(shown).not.toHaveProperty('email')
      expect(shown).not.toHaveProperty('apikey')
      expect(shown.number_created_packages).toBe(1)
      expect(shown.datasets?.map(({ name }) => name)).toEqual(['open-one'])
    }
  })

  test('shows hash and extras to sysadmins alone', async () => {
    const asked = { id: 'ann', include_password_hash: true, include_plugin_extras: true }
    expect(await show('admin', asked)).toMatchObject({
      password_hash: expect.stringMatching(/^scrypt\$/) as string,
      plugin_extras: null,
    })
    for (const as of ['ann', 'bob', undefined]) {
      expect(await show(as, asked)).not.toHaveProperty('password_hash')
      expect(await show(as, asked)).not.toHaveProperty('plugin_extras')
    }
  })

  test('without an id shows the caller', async () => {
    expect(await show('bob', {})).toMatchObject({ name: 'bob', email: 'bob@example.com' })
    expect(await site.post('user_show', {})).toMatchObject({ status: 404, error: { message: 'Not found' } })
  })

  test.each([['nobody'], ['ann@example.com'], ['ANN'], [''], [null], [5], [['ann']], [{ a: 1 }]])(
    'finds nobody for %j',
    async (id) => {
      expect(await site.post('user_show', { id }, 'admin')).toMatchObject({
        status: 404,
        error: { message: 'Not found' },
      })
    },
  )

  test('refuses flags that are none', async () => {
    expect(await site.get('user_show', { id: 'ann', include_datasets: 'maybe' })).toMatchObject({
      status: 409,
    })
  })

  test('tells guests nothing where details are hidden, not even who exists', async () => {
    const hidden = await startApp({ users: ['ann'], env: { CKAN__AUTH__PUBLIC_USER_DETAILS: 'false' } })
    for (const id of ['ann', 'nobody']) {
      expect(await hidden.get('user_show', { id })).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
    expect(await hidden.get('user_list')).toMatchObject({ status: 403 })
    expect(await hidden.get('user_autocomplete', { q: 'ann' })).toMatchObject({ status: 403 })
    expect(await hidden.get('user_show', { id: 'admin' }, 'ann')).toMatchObject({ status: 200 })
    await hidden.close()
  })
})

test('user_show reads the flags for sysadmins only when a sysadmin asks', async () => {
  const data = { id: 'ann', include_password_hash: 'maybe', include_plugin_extras: 'maybe' }
  expect((await site.post('user_show', data, 'ann')).status).toBe(200)
  expect((await site.post('user_show', data, 'admin')).status).toBe(409)
})
