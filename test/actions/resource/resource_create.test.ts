import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['mary', 'edith', 'sam'] })
  const users = [
    { name: 'mary', capacity: 'member' },
    { name: 'edith', capacity: 'editor' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  await site.post('package_create', { name: 'open', owner_org: 'water-board' }, 'admin')
  await site.post('package_create', { name: 'hidden', owner_org: 'water-board', private: true }, 'admin')
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('resource_create', data, as)

test('resource_create asks for a dataset that there is before it asks who may', async () => {
  for (const as of ['admin', 'sam', undefined]) {
    expect(await create({}, as)).toMatchObject({ status: 409, error: { package_id: ['Missing value'] } })
    expect(await create({ package_id: '' }, as)).toMatchObject({
      status: 409,
      error: { name_or_id: ['Missing value'] },
    })
    expect(await create({ package_id: ['open'] }, as)).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
  }
})

test('resource_create is for editors; who may not see the dataset is told just that', async () => {
  const who = [
    [undefined, ''],
    ['sam', 'sam'],
    ['mary', 'mary'],
  ] as const
  for (const [as, name] of who) {
    expect(await create({ package_id: 'open' }, as)).toMatchObject({
      status: 403,
      error: { message: `Access denied: User ${name} not authorized to create resources on dataset open` },
    })
  }
  const refused = await create({ package_id: 'hidden' }, 'sam')
  expect(refused.error.message).toMatch(
    /^Access denied: User sam not authorized to read package [0-9a-f-]{36}$/,
  )
  expect(await create({ package_id: 'hidden', name: 'hers' }, 'edith')).toMatchObject({ status: 200 })
})

test('resource_create appends, guesses format and media type, and keeps own fields with their types', async () => {
  const before = (await site.get('package_show', { id: 'open' })).result as { metadata_modified: string }
  const first = await create({ package_id: 'open', url: 'http://example.org/a.csv' }, 'edith')
  expect(first.result).toMatchObject({
    position: 0,
    format: 'CSV',
    mimetype: 'text/csv',
    hash: '',
    size: null,
  })
  const own = {
    n: 1.5,
    list: ['a', 1],
    object: { k: { v: null } },
    file_key: 'x',
    position: 9,
    state: 'draft',
  }
  const second = await create({ package_id: 'open', name: 'own', ...own }, 'edith')
  expect(second.result).toMatchObject({ position: 1, state: 'active', n: 1.5, list: ['a', 1], url: '' })
  expect(second.result).not.toHaveProperty('file_key')
  const after = (await site.get('package_show', { id: 'open' })).result as {
    metadata_modified: string
    resources: unknown[]
  }
  expect(after.resources).toEqual([first.result, second.result])
  expect(after.metadata_modified > before.metadata_modified).toBe(true)
})

test('resource_create shows errors of the resource alone, and junk where the dataset shows it', async () => {
  const wrong = { package_id: 'open', id: 'bad', size: 'x', last_modified: 'y' }
  expect(await create(wrong, 'edith')).toMatchObject({
    status: 409,
    error: {
      id: ['Invalid id provided'],
      size: ['Invalid integer'],
      last_modified: ['Date format incorrect'],
    },
  })
  const junk = await create({ package_id: 'open', list: [{ a: 1 }] }, 'edith')
  expect(junk.error['__junk']).toEqual([
    "The input field [('resources', 2, 'list', 0, 'a')] was not expected.",
  ])
})

test('resource_create with the id of a resource takes its place, but not in another dataset', async () => {
  const id = '11111111-2222-4333-8444-555555555555'
  await create({ package_id: 'open', id, name: 'first' }, 'edith')
  await create({ package_id: 'open', id, name: 'second' }, 'edith')
  const { result } = await site.get('package_show', { id: 'open' })
  const named = (result as { resources: { id: string; name: string }[] }).resources.filter(
    (row) => row.id === id,
  )
  expect(named).toMatchObject([{ name: 'second' }])
  expect(await create({ package_id: 'hidden', id }, 'edith')).toMatchObject({
    status: 409,
    error: { id: ['Resource id already exists.'] },
  })
})

test('an image gets a view by itself, a table without rows in the DataStore none', async () => {
  const views = async (format: string) => {
    const { result } = await create({ package_id: 'open', format }, 'edith')
    return (await site.get('resource_view_list', { id: (result as { id: string }).id })).result
  }
  expect(await views('jpg')).toMatchObject([{ title: 'Image', description: '', view_type: 'image_view' }])
  expect(await views('csv')).toEqual([])
})
