import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['adam'] })
  const users = [{ name: 'adam', capacity: 'admin' }]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  await site.post('organization_create', { name: 'air-board', users }, 'admin')
  await site.post('group_create', { name: 'nature' }, 'admin')
  await site.post('package_create', { name: 'owned', owner_org: 'water-board' }, 'admin')
})
afterAll(() => site.close())

const move = (data: object, as = 'admin') => site.post('package_owner_org_update', data, as)
const owner = async () => {
  const { result } = await site.get('package_show', { id: 'owned' })
  return (result as { organization: { name: string } | null }).organization?.name
}
const found = async (name: string) => {
  const { result } = await site.get('package_search', { fq: `organization:${name}` })
  return (result as { count: number }).count
}
const members = async (id: string) =>
  ((await site.post('member_list', { id, object_type: 'package' }, 'admin')).result as unknown[]).length

test('a dataset moves, is found where it is, and can come back', async () => {
  const before = (await site.get('package_show', { id: 'owned' })).result as { metadata_modified: string }
  expect(await move({ id: 'owned', organization_id: 'air-board' })).toMatchObject({
    status: 200,
    result: null,
  })
  expect([await owner(), await found('air-board'), await found('water-board')]).toEqual(['air-board', 1, 0])
  await move({ id: 'owned', organization_id: 'water-board' })
  expect([await owner(), await members('water-board'), await members('air-board')]).toEqual([
    'water-board',
    1,
    0,
  ])
  await move({ id: 'owned' })
  expect(await owner()).toBeUndefined()
  const after = (await site.get('package_show', { id: 'owned' })).result as { metadata_modified: string }
  expect(after.metadata_modified).toBe(before.metadata_modified)
})

test('only sysadmins move datasets so, and only to organizations', async () => {
  for (const as of ['adam', '']) {
    expect(await move({ id: 'no-such', organization_id: 'air-board' }, as)).toMatchObject({
      status: 403,
      error: { message: 'Access denied' },
    })
  }
  for (const data of [{}, { id: 'no-such', organization_id: 'air-board' }, { id: 5 }]) {
    expect((await move(data)).error.message).toBe('Not found: Package was not found.')
  }
  for (const wanted of ['nature', 'no-such', 5, ['air-board']]) {
    expect((await move({ id: 'owned', organization_id: wanted })).error.message).toBe(
      'Not found: Organization was not found.',
    )
  }
})
