import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['edgar', 'nina'] })
  await site.post(
    'organization_create',
    { name: 'org', users: [{ name: 'edgar', capacity: 'member' }] },
    'admin',
  )
  for (const name of ['first', 'second', 'third']) {
    const more =
      name === 'second' ? { private: true } : { resources: [{ url: 'http://x.example.org/a.csv' }] }
    await site.post('package_create', { name, owner_org: 'org', ...more }, 'admin')
  }
})
afterAll(() => site.close())

const list = async (data: object, as?: string) => {
  const { result } = await site.post('current_package_list_with_resources', data, as)
  return (result as { name: string; resources: object[] }[]).map(
    ({ name, resources }) => `${name} ${resources.length}`,
  )
}

describe('current_package_list_with_resources', () => {
  it('gives whole datasets, the newest first, private ones to sysadmins only', async () => {
    for (const as of [undefined, 'nina', 'edgar']) {
      expect(await list({}, as)).toEqual(['third 1', 'first 1'])
    }
    expect(await list({}, 'admin')).toEqual(['third 1', 'second 0', 'first 1'])
  })

  it('pages by offset or page', async () => {
    expect(await list({ limit: 1, offset: 1 })).toEqual(['first 1'])
    expect(await list({ limit: 1, page: 2 })).toEqual(['first 1'])
    expect(await list({ page: 2 })).toEqual(['third 1', 'first 1'])
    expect(await list({ limit: 0 })).toEqual([])
    expect(await list({ offset: 5 })).toEqual([])
  })

  it.each([
    [{ limit: 'x' }, { limit: ['Invalid integer'] }],
    [{ offset: -1 }, { offset: ['Must be a natural number'] }],
  ])('refuses %j', async (data, error) => {
    expect(await site.post('current_package_list_with_resources', data)).toMatchObject({ status: 409, error })
  })
})
