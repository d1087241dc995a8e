import { type StartedApp, startApp } from '../../support/start-app.ts'

interface View {
  readonly id: string
  readonly title: string
}

let site: StartedApp
let id: string
let owner: string
beforeAll(async () => {
  site = await startApp({ users: ['edith', 'sam'] })
  const users = [{ name: 'edith', capacity: 'editor' }]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  const dataset = { name: 'home', owner_org: 'water-board', private: true, resources: [{ format: 'csv' }] }
  const { result } = await site.post('package_create', dataset, 'admin')
  const made = result as { id: string; resources: { id: string }[] }
  owner = made.id
  id = made.resources[0]!.id
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('resource_view_create', data, as)
const list = async () =>
  ((await site.get('resource_view_list', { id }, 'admin')).result as View[]).map((v) => v.title)

test('a view is checked before it is asked who may make it', async () => {
  const image = { resource_id: id, title: 'T', view_type: 'image_view' }
  for (const as of ['admin', undefined]) {
    const errorOf = async (data: object) => {
      const { status, error } = await create(data, as)
      return [status, { ...error, __type: undefined }]
    }
    expect(await errorOf({})).toEqual([409, { resource_id: ['Missing value'] }])
    expect(await errorOf({ resource_id: 'nope' })).toEqual([409, { view_type: ['Missing value'] }])
    expect(await errorOf({ ...image, view_type: 'nope' })).toEqual([
      409,
      { view_type: 'No plugin found for view_type nope' },
    ])
    expect(await errorOf({ ...image, view_type: null })).toEqual([
      409,
      { view_type: 'No plugin found for view_type None' },
    ])
    expect(await errorOf({ ...image, resource_id: 'nope', title: '' })).toEqual([
      409,
      { resource_id: ['Not found: Resource'], title: ['Missing value'] },
    ])
    expect(await errorOf({ ...image, colour: 'red' })).toEqual([
      409,
      { __extras: ['The input field __extras was not expected.'] },
    ])
  }
  expect(await create(image, 'sam')).toMatchObject({
    status: 403,
    error: { message: `Access denied: User sam not authorized to create resources on dataset ${owner}` },
  })
})

test('a table has its defaults and filters', async () => {
  const table = { resource_id: id, title: 'Table', view_type: 'datatables_view' }
  const { result } = await create({ ...table, filter_fields: 'a', filter_values: ['b'] }, 'edith')
  expect(result).toEqual({
    id: expect.any(String),
    resource_id: id,
    package_id: owner,
    title: 'Table',
    description: null,
    view_type: 'datatables_view',
    responsive: false,
    ellipsis_length: 100,
    date_format: 'llll',
    filterable: true,
    filter_fields: ['a'],
    filter_values: ['b'],
    filters: { a: ['b'] },
  })
  expect(await create({ ...table, filter_fields: ['a'], filter_values: [] }, 'edith')).toMatchObject({
    status: 409,
    error: { filter_fields: ['"filter_fields" and "filter_values" should have the same length'] },
  })
  await site.post('resource_view_clear', {}, 'admin')
})

test('views are changed, reordered and removed', async () => {
  const make = async (title: string, more = {}) => {
    const { result } = await create({ resource_id: id, title, view_type: 'image_view', ...more }, 'edith')
    return (result as View).id
  }
  const a = await make('A', { image_url: 'http://example.org/a.png', description: 'D' })
  const b = await make('B')
  const c = await make('C')
  const update = (data: object, as = 'edith') => site.post('resource_view_update', { id: a, ...data }, as)
  const changed = (await update({ title: 'A2' })).result
  expect(changed).toMatchObject({ title: 'A2', description: 'D' })
  expect(changed).not.toHaveProperty('image_url')
  expect(await update({ title: '' })).toMatchObject({ status: 200, result: { title: '' } })
  expect(await update({}, 'sam')).toMatchObject({ status: 403 })

  const reorder = (order: unknown, as = 'edith') => site.post('resource_view_reorder', { id, order }, as)
  expect((await reorder([c, a])).result).toEqual({ id, order: [c, a, b] })
  expect(await list()).toEqual(['C', '', 'B'])
  expect((await reorder('x')).error).toMatchObject({ order: 'Must supply order as a list' })
  expect((await reorder(['zz'])).error).toMatchObject({ order: 'View zz does not exist' })
  expect((await reorder([a, a])).error).toMatchObject({ order: 'No duplicates allowed in order' })
  expect(await reorder([a], 'sam')).toMatchObject({ status: 403 })

  const remove = (as: string) => site.post('resource_view_delete', { id: b }, as)
  expect(await remove('sam')).toMatchObject({ status: 403 })
  expect(await remove('edith')).toMatchObject({ status: 200, result: { resource_id: id } })
  expect(await remove('edith')).toMatchObject({ status: 404 })
  expect(await site.post('resource_view_clear', {}, 'edith')).toMatchObject({ status: 403 })
  await site.post('resource_view_clear', { view_types: ['text_view'] }, 'admin')
  expect(await list()).toEqual(['C', ''])
  await site.post('resource_view_clear', { view_types: ['image_view'] }, 'admin')
  expect(await list()).toEqual([])
})

test('a view does not move to a resource that its editor may not edit', async () => {
  await site.post('organization_create', { name: 'air-board' }, 'admin')
  const away = { name: 'away', owner_org: 'air-board', resources: [{ format: 'csv' }] }
  const { result } = await site.post('package_create', away, 'admin')
  const other = (result as { resources: { id: string }[] }).resources[0]!.id
  const view = (await create({ resource_id: id, title: 'T', view_type: 'text_view' }, 'edith')).result as View
  const move = (as: string) => site.post('resource_view_update', { id: view.id, resource_id: other }, as)
  expect(await move('edith')).toMatchObject({ status: 403 })
  expect(await move('admin')).toMatchObject({ status: 200, result: { resource_id: other } })
})

test('an unknown view is not found; only the rule on reading says why', async () => {
  const show = (as?: string) => site.get('resource_view_show', { id: 'nope' }, as)
  expect((await show('admin')).error).toMatchObject({ message: 'Not found' })
  expect((await show()).error).toMatchObject({
    message: 'Not found: Resource view not found, cannot check auth.',
  })
})

test('default views are made for what lacks them', async () => {
  const dataset = {
    name: 'pictures',
    owner_org: 'water-board',
    resources: [{ format: 'png' }, { format: 'gif' }],
  }
  const pictures = (await site.post('package_create', dataset, 'admin')).result as { resources: View[] }
  const image = { title: 'Image', view_type: 'image_view' }
  const make = (as?: string) => site.post('package_create_default_resource_views', { package: pictures }, as)
  expect(await make('admin')).toMatchObject({ status: 200, result: [] })
  await site.post('resource_view_clear', {}, 'admin')
  expect(await make('sam')).toMatchObject({ status: 403 })
  const one = { resource: pictures.resources[1] }
  expect(await site.post('resource_create_default_resource_views', one, 'sam')).toMatchObject({ status: 403 })
  expect((await site.post('resource_create_default_resource_views', one, 'edith')).result).toMatchObject([
    image,
  ])
  expect((await make('edith')).result).toMatchObject([{ ...image, resource_id: pictures.resources[0]!.id }])
  for (const [action, key] of [
    ['package_create_default_resource_views', 'package'],
    ['resource_create_default_resource_views', 'resource'],
  ] as const) {
    expect(await site.post(action, {})).toMatchObject({ status: 409, error: { [key]: ['Missing value'] } })
    expect(await site.post(action, { [key]: 'x' })).toMatchObject({ status: 409 })
    expect(await site.post(action, { [key]: {} })).toMatchObject({ status: 404 })
  }
})

test('views of tables are made when they are asked for, of resources that are said to have a table', async () => {
  const resources = [{ format: 'png', datastore_active: true }]
  const dataset = { name: 'said', owner_org: 'water-board', resources }
  const { result } = await site.post('package_create', dataset, 'admin')
  const [resource] = (result as { resources: View[] }).resources
  const { id } = resource!
  expect((await site.get('resource_view_list', { id })).result).toMatchObject([{ view_type: 'image_view' }])
  const make = (data: object) => site.post('resource_create_default_resource_views', data, 'edith')
  expect((await make({ resource })).result).toEqual([])
  const { package_id } = resource as unknown as { package_id: string }
  const bare = { resource: { id, package_id }, create_datastore_views: true }
  expect((await make(bare)).result).toEqual([])
  expect((await make({ resource, create_datastore_views: true })).result).toMatchObject([
    { view_type: 'datatables_view', title: 'Table', ellipsis_length: 100, filterable: true },
  ])
})

test('only sysadmins choose the id of a view', async () => {
  const { result } = await site.post('package_show', { id: 'said' }, 'admin')
  const [resource] = (result as { resources: View[] }).resources
  const view = { resource_id: resource!.id, view_type: 'image_view', title: 'x', id: 'x' }
  expect((await site.post('resource_view_create', view, 'edith')).error).toMatchObject({
    id: ['The input field id was not expected.'],
  })
})
