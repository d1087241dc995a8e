import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob'] })
  await site.addUser('carl', { fullname: 'Aaron Carl' })
  await site.addUser('dora', { fullname: 'Östen' })
  await site.post(
    'organization_create',
    { name: 'office', users: [{ name: 'bob', capacity: 'editor' }] },
    'admin',
  )
  await site.post('package_create', { name: 'by-bob', owner_org: 'office' }, 'bob')
  await site.post('get_site_user', {}, 'admin')
})
afterAll(() => site.close())

const names = async (query: object = {}, as?: string) =>
  (await site.get('user_list', { all_fields: 'false', ...query }, as)).result

describe('user_list', () => {
  test('lists by the shown name, in the order of code points', async () => {
    expect(await names()).toEqual(['carl', 'admin', 'ann', 'bob', 'dora'])
    expect(await names({ order_by: 'no-such-column' })).toEqual(['carl', 'admin', 'ann', 'bob', 'dora'])
    expect(await names({ order_by: 'password_hash' })).toEqual(['carl', 'admin', 'ann', 'bob', 'dora'])
    expect(await names({ order_by: 'name' })).toEqual(['admin', 'ann', 'bob', 'carl', 'dora'])
    expect(await names({ order_by: 'fullname' })).toEqual(['carl', 'dora', 'admin', 'ann', 'bob'])
    expect(await names({ order_by: 'number_created_packages' })).toEqual([
      'admin',
      'ann',
      'carl',
      'dora',
      'bob',
    ])
    expect(await site.post('user_list', { order_by: 'edits' })).toMatchObject({
      status: 409,
      error: { message: 'order_by=edits is no longer supported' },
    })
  })

  test('leaves the site user out unless asked', async () => {
    expect(await names({ include_site_user: 'true' })).toEqual([
      'carl',
      'admin',
      'ann',
      'bob',
      'default',
      'dora',
    ])
  })

  test('shows whole users, addresses to sysadmins', async () => {
    const asGuest = (await site.get('user_list')).result as Record<string, unknown>[]
    expect(asGuest.map((user) => user['number_created_packages'])).toEqual([0, 0, 0, 1, 0])
    expect(asGuest.some((user) => 'email' in user)).toBe(false)
    const asAnn = (await site.get('user_list', {}, 'ann')).result as Record<string, unknown>[]
    expect(asAnn.filter((user) => 'email' in user).map((user) => user['name'])).toEqual(['ann'])
    const asAdmin = (await site.get('user_list', {}, 'admin')).result as Record<string, unknown>[]
    expect(asAdmin.every((user) => 'email' in user && 'apikey' in user)).toBe(true)
  })

  test('finds parts of names in any script and case; addresses for sysadmins', async () => {
    expect(await names({ q: 'CARL' })).toEqual(['carl'])
    expect(await names({ q: 'östEN' })).toEqual(['dora'])
    expect(await names({ q: 'C%r_' })).toEqual(['carl'])
    expect(await names({ q: 'c\\%r' })).toEqual([])
    expect(await names({ q: 'd%öst' })).toEqual([])
    expect(await names({ q: 'x'.repeat(11_000) })).toEqual([])
    expect(await names({ q: 'example.com' })).toEqual([])
    expect(await names({ q: 'dora@' }, 'ann')).toEqual([])
    expect(await names({ q: 'dora@EXAMPLE' }, 'admin')).toEqual(['dora'])
    expect(await names({ email: 'ann@example.com' }, 'admin')).toEqual(['ann'])
    for (const as of ['ann', undefined]) {
      expect(await site.get('user_list', { email: 'ann@example.com' }, as)).toMatchObject({
        status: 403,
        error: { message: 'Access denied' },
      })
    }
  })
})
