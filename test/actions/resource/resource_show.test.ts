import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let id: string
beforeAll(async () => {
  site = await startApp({ users: ['mary', 'sam'] })
  const users = [{ name: 'mary', capacity: 'member' }]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  const dataset = { name: 'home', owner_org: 'water-board', private: true }
  await site.post('package_create', dataset, 'admin')
  const resource = { package_id: 'home', name: 'Rows', url: 'example.org/rows.csv' }
  id = ((await site.post('resource_create', resource, 'admin')).result as { id: string }).id
})
afterAll(() => site.close())

test.each(['resource_show', 'resource_view_list'])('%s follows who may see the dataset', async (action) => {
  for (const [as, name] of [
    [undefined, ''],
    ['sam', 'sam'],
  ] as const) {
    expect(await site.get(action, { id }, as)).toMatchObject({
      status: 403,
      error: { message: `Access denied: User ${name} not authorized to read resource ${id}` },
    })
  }
  for (const as of ['mary', 'admin'])
    expect(await site.get(action, { id }, as)).toMatchObject({ status: 200 })
})

test('resource_show gives the resource as its dataset does', async () => {
  const { result } = await site.get('package_show', { id: 'home' }, 'mary')
  const shown = (await site.get('resource_show', { id }, 'mary')).result
  expect(shown).toEqual((result as { resources: unknown[] }).resources[0])
  expect(shown).toMatchObject({ url: 'http://example.org/rows.csv' })
})

test('a name finds the resource, but does not show it', async () => {
  expect(await site.get('resource_show', { id: 'Rows' }, 'admin')).toMatchObject({
    status: 404,
    error: { message: 'Not found: Resource was not found.' },
  })
})

test('an empty id finds no resource without a name', async () => {
  await site.post('organization_create', { name: 'nameless' }, 'admin')
  await site.post(
    'package_create',
    { name: 'nameless', owner_org: 'nameless', resources: [{ url: 'x', name: '' }] },
    'admin',
  )
  expect(await site.get('resource_show', { id: '' }, 'admin')).toMatchObject({
    status: 404,
    error: { message: 'Not found' },
  })
})

test('an upload without a file shows the name that its file would have; old bookkeeping is left out', async () => {
  const resources = [{ url: 'My File Ü.CSV', url_type: 'upload', revision_timestamp: '2012-01-01', own: 10 }]
  await site.post('organization_create', { name: 'munging' }, 'admin')
  const { result } = await site.post(
    'package_create',
    { name: 'munged', owner_org: 'munging', resources },
    'admin',
  )
  const [shown] = (result as { readonly resources: readonly Record<string, unknown>[] }).resources
  expect(shown?.['url']).toMatch(/\/download\/my-file-u\.csv$/)
  expect(shown).toMatchObject({ own: 10 })
  expect(shown).not.toHaveProperty('revision_timestamp')
})
