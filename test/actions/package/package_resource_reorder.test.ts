import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let ids: readonly string[]
beforeAll(async () => {
  site = await startApp({ users: ['mary', 'edith', 'sam'] })
  const users = [
    { name: 'mary', capacity: 'member' },
    { name: 'edith', capacity: 'editor' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  const resources = [{ name: 'one' }, { name: 'two' }, { name: 'three' }]
  const dataset = { name: 'parts', owner_org: 'water-board', private: true, resources }
  const { result } = await site.post('package_create', dataset, 'admin')
  ids = (result as { resources: { id: string }[] }).resources.map((resource) => resource.id)
})
afterAll(() => site.close())

const reorder = (data: object, as = 'edith') =>
  site.post('package_resource_reorder', { id: 'parts', ...data }, as)

test('resources that are named come first, the others follow', async () => {
  const [one, two, three] = ids
  expect((await reorder({ order: [three] })).result).toEqual({ id: 'parts', order: [three, one, two] })
  expect((await reorder({ order: [] })).result).toEqual({ id: 'parts', order: [three, one, two] })
  const { result } = await site.get('package_show', { id: 'parts' }, 'edith')
  const shown = (result as { resources: { id: string; position: number }[] }).resources
  expect(shown.map(({ id, position }) => [id, position])).toEqual([
    [three, 0],
    [one, 1],
    [two, 2],
  ])
})

test('the order is looked at before the dataset, the dataset before the resources', async () => {
  const errorOf = async (data: object, as?: string) => {
    const { order, id, name_or_id: either, message } = (await reorder(data, as)).error
    return order ?? id ?? either ?? message
  }
  expect(await errorOf({ id: undefined })).toEqual(['Missing value'])
  expect(await errorOf({})).toEqual(['Missing value'])
  expect(await errorOf({ id: 'zz', order: 'x' }, '')).toBe('Must be a list of resource')
  expect(await errorOf({ order: [ids[0], ids[0]] }, '')).toBe('Must supply unique resource_ids')
  expect(await errorOf({ id: '', order: [] })).toEqual(['Missing value'])
  expect(await errorOf({ id: 'zz', order: [] }, '')).toBe('Not found')
  for (const unknown of ['zz', 'one', 5, ['x']]) {
    expect(await errorOf({ order: [unknown] })).toMatch(/^resource_id .* can not be found$/)
  }
  expect(await errorOf({ order: [] }, 'sam')).toMatch(
    /^Access denied: User sam not authorized to read package/,
  )
  expect(await errorOf({ order: [] }, 'mary')).toMatch(
    /^Access denied: User mary not authorized to edit package/,
  )
})
