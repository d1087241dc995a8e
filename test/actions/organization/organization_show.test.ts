import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['ann', 'bob', 'out'] })
  const users = [
    { name: 'ann', capacity: 'admin' },
    { name: 'bob', capacity: 'member' },
  ]
  await site.post(
    'organization_create',
    { name: 'office', extras: [{ key: 'k', value: 'v' }], users },
    'admin',
  )
  await site.post('package_create', { name: 'open-one', owner_org: 'office' }, 'admin')
  await site.post('package_create', { name: 'hidden-one', owner_org: 'office', private: true }, 'admin')
  await site.post('package_create', { name: 'draft-one', owner_org: 'office', state: 'draft' }, 'admin')
  await site.post('group_create', { name: 'topic', packages: [{ id: 'open-one' }] }, 'admin')
})
afterAll(() => site.close())

const show = (data: object, as?: string) => site.post('organization_show', { id: 'office', ...data }, as)
const names = (items: unknown): unknown => (items as { readonly name: string }[]).map(({ name }) => name)

describe('organization_show', () => {
  test.each([
    ['admin', 2],
    ['ann', 2],
    ['bob', 2],
    ['out', 1],
    [undefined, 1],
  ])('counts and gives %s the %d datasets that they may see', async (as, count) => {
    const { result } = await show({ include_datasets: true, include_dataset_count: false }, as)
    const { package_count, packages } = result as { package_count: number; packages: unknown }
    expect(package_count).toBe(count)
    expect(names(packages)).toEqual(['hidden-one', 'open-one'].slice(-count))
  })

  test('leaves out and adds what is asked for', async () => {
    const all = Object.keys((await show({})).result as object)
    expect(all).toEqual(
      expect.arrayContaining(['extras', 'users', 'groups', 'tags', 'num_followers', 'package_count']),
    )
    expect(all).not.toEqual(expect.arrayContaining(['member_count']))
    const off = {
      include_extras: false,
      include_users: 'no',
      include_groups: null,
      include_tags: 0,
      include_followers: false,
      include_dataset_count: 'False',
    }
    const { result } = await show(off)
    expect(result).toMatchObject({ num_followers: 0 })
    for (const key of ['extras', 'users', 'groups', 'tags', 'package_count'])
      expect(result).not.toHaveProperty(key)
    expect(await show({ include_member_count: true })).toMatchObject({ result: { member_count: 3 } })
    expect(await show({ include_users: 'maybe' })).toMatchObject({
      status: 409,
      error: { message: 'Parameter is not an bool' },
    })
  })

  test('gives the datasets without their groups, as CKAN does', async () => {
    const { packages } = (await show({ include_datasets: true })).result as { packages: object[] }
    expect(packages[0]).not.toHaveProperty('groups')
  })

  test('asks for an id, and finds organizations alone, by exact name', async () => {
    expect(await site.get('organization_show')).toMatchObject({
      status: 409,
      error: { id: ['Missing value'] },
    })
    for (const id of ['', null, 'nothing', 'OFFICE', 'topic', 5, ['office'], { a: 1 }]) {
      expect(await show({ id })).toMatchObject({ status: 404, error: { message: 'Not found' } })
    }
  })

  test('shows a deleted one to those with a role in it', async () => {
    await site.post(
      'organization_create',
      { name: 'gone', users: [{ name: 'bob', capacity: 'member' }] },
      'admin',
    )
    await site.post('organization_delete', { id: 'gone' }, 'admin')
    for (const as of ['admin', 'bob']) {
      expect(await show({ id: 'gone' }, as)).toMatchObject({ status: 200, result: { state: 'deleted' } })
    }
    expect(await show({ id: 'gone' }, 'out')).toMatchObject({
      status: 403,
      error: {
        message: expect.stringMatching(/^Access denied: User out not authorized to read group /) as string,
      },
    })
    expect(await show({ id: 'gone' })).toMatchObject({ status: 403 })
  })

  test('hides users where the site hides them, but not from its own members', async () => {
    const hiding = await startApp({
      users: ['bob', 'out'],
      env: { CKAN__AUTH__PUBLIC_USER_DETAILS: 'false' },
    })
    await hiding.post(
      'organization_create',
      { name: 'office', users: [{ name: 'bob', capacity: 'member' }] },
      'admin',
    )
    for (const as of ['admin', 'bob', undefined]) {
      const { status, result } = await hiding.post('organization_show', { id: 'office' }, as)
      expect(status).toBe(200)
      expect(result).not.toHaveProperty('users')
    }
    const asked = { id: 'office', include_users: true }
    expect(await hiding.post('organization_show', asked, 'bob')).toMatchObject({ status: 200 })
    expect(await hiding.post('organization_show', asked, 'out')).toMatchObject({ status: 403 })
    expect(await hiding.post('organization_list', { all_fields: true, include_users: true })).toMatchObject({
      status: 403,
    })
    expect(await hiding.post('member_list', { id: 'office' })).toMatchObject({ status: 403 })
    expect(await hiding.post('member_list', { id: 'office', object_type: 'package' })).toMatchObject({
      status: 200,
    })
    await hiding.close()
  })
})
