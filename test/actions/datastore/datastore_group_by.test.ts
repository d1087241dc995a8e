import { startApp, type StartedApp } from '../../support/start-app.ts'

const trees = 'd2000000-0000-4000-8000-00000000000a'

let site: StartedApp

beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'parks' }, 'admin')
  const resources = [{ id: trees, url: 'http://example.com/x.csv' }]
  await site.post('package_create', { name: 'trees', owner_org: 'parks', resources }, 'admin')
  const fields = [
    { id: 'kind', type: 'text' },
    { id: 'height', type: 'numeric' },
    { id: 'age', type: 'int' },
    { id: 'lon', type: 'float' },
    { id: 'lat', type: 'float' },
  ]
  const records = [
    { kind: 'oak', height: '1.5', age: 2, lon: 10, lat: 50 },
    { kind: 'oak', height: '2', age: 2, lon: 11, lat: 51 },
    { kind: 'ash', height: null, age: 7, lon: 12, lat: 52 },
  ]
  await site.post('datastore_create', { resource_id: trees, force: true, fields, records }, 'admin')
})

afterAll(() => site.close())

const search = (params: object) => site.post('datastore_search', { resource_id: trees, ...params })

it('groups rows', async () => {
  const aggregates = {
    n: 'count',
    sum: { sum: 'height' },
    mean: { avg: 'height' },
    ages: { count_distinct: 'age' },
    oldest: { max: 'age' },
  }
  expect((await search({ group_by: 'kind', aggregates, sort: 'n desc' })).result).toMatchObject({
    fields: [{ id: 'kind', type: 'text' }, { id: 'n', type: 'int8' }, {}, {}, {}, {}],
    records: [
      { kind: 'oak', n: 2, sum: 3.5, mean: 1.75, ages: 1, oldest: 2 },
      { kind: 'ash', n: 1, sum: null, mean: null, ages: 1, oldest: 7 },
    ],
    total: 2,
  })
  const asked = { group_by: ['kind'], q: 'oak', filters: { height: { gt: 1.5 } }, records_format: 'csv' }
  expect((await search(asked)).result).toMatchObject({ records: 'oak,1\n', total: 1 })
  expect((await search({ group_by: 'kind', limit: 1, offset: 1 })).result).toMatchObject({
    records: [{ kind: 'oak', count: 2 }],
  })
})

it('finds the rows in a box', async () => {
  expect((await search({ bbox: '10.5,50,13,53' })).result).toMatchObject({ total: 2 })
  expect((await search({ bbox: [10, 50, 12, 51], bbox_columns: ['lon', 'lat'] })).result).toMatchObject({
    total: 2,
  })
})

it('refuses what makes no sense', async () => {
  const refused = async (params: object) => Object.keys((await search(params)).error)
  expect(await refused({ group_by: 'none' })).toContain('group_by')
  expect(await refused({ group_by: 'kind', aggregates: { n: { sum: 'kind' } } })).toContain('aggregates')
  expect(await refused({ group_by: 'kind', aggregates: { n: { drop: 'age' } } })).toContain('aggregates')
  expect(await refused({ group_by: 'kind', aggregates: { kind: 'count' } })).toContain('aggregates')
  expect(await refused({ group_by: 'kind', sort: '_id' })).toContain('sort')
  expect(await refused({ group_by: 'kind', sort: 'age' })).toContain('sort')
  expect(await refused({ group_by: 'kind', fields: 'kind' })).toContain('fields')
  expect(await refused({ bbox: '1,2' })).toContain('bbox')
})
