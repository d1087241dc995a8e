import { type StartedApp, startApp } from '../../support/start-app.ts'

const FULL = {
  url: 'http://example.org/rows.csv',
  name: 'N',
  description: 'D',
  format: 'csv',
  hash: 'h',
  mimetype: 'text/plain',
  size: 5,
  last_modified: '2020-01-03T03:04:05',
  custom: 'x',
}

let site: StartedApp
let id: string
beforeAll(async () => {
  site = await startApp({ users: ['mary', 'edith'] })
  const users = [
    { name: 'mary', capacity: 'member' },
    { name: 'edith', capacity: 'editor' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  await site.post('package_create', { name: 'home', owner_org: 'water-board' }, 'admin')
})
beforeEach(async () => {
  const { result } = await site.post('resource_create', { package_id: 'home', ...FULL }, 'admin')
  id = (result as { id: string }).id
})
afterAll(() => site.close())

test('resource_update clears what is left out, except what CKAN keeps', async () => {
  const { result } = await site.post('resource_update', { id, url: 'http://example.org/b.json' }, 'edith')
  expect(result).toMatchObject({
    url: 'http://example.org/b.json',
    name: 'N',
    format: 'CSV',
    hash: 'h',
    size: 5,
    last_modified: '2020-01-03T03:04:05',
    description: null,
    mimetype: 'application/json',
  })
  expect(result).not.toHaveProperty('custom')
})

test('resource_patch changes what is sent and nothing else; resources cannot be moved', async () => {
  const { result } = await site.post('resource_show', { id })
  const data = { id, name: 'M', position: 9, package_id: 'nope', state: 'deleted' }
  const patched = (await site.post('resource_patch', data, 'edith')).result as Record<string, unknown>
  const { metadata_modified: time } = patched
  expect(patched).toEqual({ ...(result as object), name: 'M', metadata_modified: time })
  expect(await site.post('resource_patch', { id, size: 'x' }, 'edith')).toMatchObject({
    status: 409,
    error: { size: ['Invalid integer'] },
  })
})

test('a change touches the time of its resource and of the dataset, not of the other resources', async () => {
  const times = async () => {
    const { result } = await site.get('package_show', { id: 'home' })
    return result as { metadata_modified: string; resources: { id: string; metadata_modified: string }[] }
  }
  const before = await times()
  await site.post('resource_patch', { id, name: 'later' }, 'edith')
  const after = await times()
  expect(after.metadata_modified > before.metadata_modified).toBe(true)
  for (const [index, resource] of after.resources.entries()) {
    const same = resource.metadata_modified === before.resources[index]?.metadata_modified
    expect(same).toBe(resource.id !== id)
  }
})

test.each(['resource_update', 'resource_patch', 'resource_delete'])(
  '%s is for editors of the dataset',
  async (action) => {
    const verb = action === 'resource_delete' ? 'delete' : 'edit'
    for (const [as, name] of [
      [undefined, ''],
      ['mary', 'mary'],
    ] as const) {
      expect(await site.post(action, { id }, as)).toMatchObject({
        status: 403,
        error: { message: `Access denied: User ${name} not authorized to ${verb} resource ${id}` },
      })
    }
    expect(await site.post(action, { id }, 'edith')).toMatchObject({ status: 200 })
  },
)

test('what is asked for first, and what is not found', async () => {
  const missing = { status: 409, error: { id: ['Missing value'] } }
  expect(await site.post('resource_update', {}, 'mary')).toMatchObject(missing)
  expect(await site.post('resource_patch', {}, 'admin')).toMatchObject(missing)
  expect(await site.post('resource_patch', {}, 'mary')).toMatchObject({
    status: 409,
    error: { message: 'Missing id, can not get Resource object' },
  })
  for (const unknown of ['nope', '', null, 5, ['x'], {}]) {
    expect(await site.post('resource_update', { id: unknown })).toMatchObject({
      status: 404,
      error: { message: 'Not found: Resource was not found.' },
    })
    for (const action of ['resource_delete', 'resource_show', 'resource_view_list']) {
      expect(await site.post(action, { id: unknown })).toMatchObject({
        status: 404,
        error: { message: 'Not found' },
      })
    }
    expect(await site.post('resource_patch', { id: unknown }, 'admin')).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
  }
  expect(await site.post('resource_patch', { id: '' }, 'mary')).toMatchObject({
    status: 409,
    error: { message: 'Missing id, can not get Resource object' },
  })
})

test('a new format brings its view, once', async () => {
  const views = async () => (await site.get('resource_view_list', { id })).result
  expect(await views()).toEqual([])
  await site.post('resource_patch', { id, format: 'png' }, 'edith')
  await site.post('resource_patch', { id, format: 'gif' }, 'edith')
  expect(await views()).toMatchObject([{ view_type: 'image_view' }])
})

test('an id that is given twice in a dataset is one resource, at its last place', async () => {
  const { result: shown } = await site.get('package_show', { id: 'home' }, 'admin')
  const { resources: kept } = shown as { resources: readonly { id: string }[] }
  const others = kept.filter((resource) => resource.id !== id)
  const resources = [{ id, name: 'first', url: 'x' }, ...others, { id, description: 'second', url: 'y' }]
  const { result } = await site.post(
    'package_update',
    { id: 'home', name: 'home', owner_org: 'water-board', resources },
    'edith',
  )
  const after = (result as { resources: readonly Record<string, unknown>[] }).resources
  expect(after.map((resource) => resource['position'])).toEqual(after.map((_, position) => position))
  expect(after).toHaveLength(kept.length)
  expect(after.at(-1)).toMatchObject({ id, name: 'first', description: 'second', url: 'http://y' })
})

test.each([
  ['2020-W01-7', '2020-01-05T00:00:00'],
  ['2020W017', '2020-01-05T00:00:00'],
  ['2020-W53-7', '2021-01-03T00:00:00'],
  ['2020-W54-1', undefined],
  ['2020-01-01T10+02', '2020-01-01T08:00:00'],
  ['2020-01-01T10:00:00.5-01:30', '2020-01-01T11:30:00.500000'],
  ['2020.1.2 3', '2020-01-02T03:00:00'],
  ['20-1-2', '0020-01-02T00:00:00'],
  ['2020-02-30', undefined],
  ['2020-01-01T24:00', undefined],
  ['2020-01-01T10:00:00+25:00', undefined],
  ['0001-01-01T00:00:00+14:00', undefined],
  ['9999-12-31T23:59:59-14:00', undefined],
])('reads %s as CKAN does: %s', async (last_modified, expected) => {
  const { status, result } = await site.post('resource_patch', { id, last_modified }, 'edith')
  expect(status).toBe(expected === undefined ? 409 : 200)
  if (expected !== undefined) expect(result).toMatchObject({ last_modified: expected })
})
