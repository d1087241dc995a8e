import { startApp, type StartedApp } from '../../support/start-app.ts'

const trees = 'd1000000-0000-4000-8000-00000000000a'
const hidden = 'd1000000-0000-4000-8000-00000000000b'

let site: StartedApp

beforeAll(async () => {
  site = await startApp({ users: ['eve'] })
  await site.post('organization_create', { name: 'parks' }, 'admin')
  for (const [name, id] of [
    ['trees', trees],
    ['secrets', hidden],
  ] as const) {
    const resources = [{ id, url: 'http://example.com/x.csv' }]
    await site.post(
      'package_create',
      { name, owner_org: 'parks', private: id === hidden, resources },
      'admin',
    )
    const fields = [
      { id: 'kind', type: 'text' },
      { id: 'age', type: 'int' },
      { id: 'height', type: 'numeric' },
      { id: 'planted', type: 'timestamp' },
      { id: 'lon', type: 'float' },
      { id: 'lat', type: 'float' },
      { id: 'more', type: 'json' },
    ]
    const records = [
      { kind: 'oak', age: 1, height: 0.5, planted: '2020-01-31', lon: 10, lat: 50 },
      { kind: 'oak', age: 2, height: 1.5, planted: '2020-01-01T10:00:00', lon: 11, lat: 51 },
      { kind: "o'beech", age: 10, height: '10.5', planted: '2021-05-05', lon: 179.5, lat: 0 },
      { kind: null, age: null, height: null, planted: null, lon: -179.5, lat: 0, more: { c: 1 } },
    ]
    await site.post('datastore_create', { resource_id: id, force: true, fields, records }, 'admin')
  }
})

afterAll(() => site.close())

const ask = async (params: object) =>
  (await site.post('datastore_aggregate', { resource_id: trees, ...params })).result
const refusalOf = async (params: object) =>
  (await site.post('datastore_aggregate', { resource_id: trees, ...params })).error

it('describes each column', async () => {
  const { total, columns } = (await ask({})) as { total: number; columns: { id: string }[] }
  expect(total).toBe(4)
  expect(columns[0]).toEqual({ id: 'kind', type: 'text', count: 3, nulls: 1, min: "o'beech", max: 'oak' })
  expect(columns[2]).toMatchObject({ id: 'height', nulls: 1, min: 0.5, max: 10.5 })
  expect(columns[3]).toMatchObject({ min: '2020-01-01T10:00:00', max: '2021-05-05T00:00:00' })
  expect(columns[6]).toEqual({ id: 'more', type: 'json', count: 1, nulls: 3 })
  expect(await ask({ columns: 'age' })).toMatchObject({ columns: [{ id: 'age', mean: 13 / 3 }] })
})

it('counts numbers in bins', async () => {
  const histogram = [
    { column: 'age', bins: 5 },
    { column: 'height', bins: 2 },
  ]
  expect(await ask({ histogram })).toEqual({
    resource_id: trees,
    histogram: [
      {
        column: 'age',
        count: 3,
        nulls: 1,
        bins: [
          { from: 1, to: 3, count: 2 },
          { from: 3, to: 5, count: 0 },
          { from: 5, to: 7, count: 0 },
          { from: 7, to: 9, count: 0 },
          { from: 9, to: 11, count: 1 },
        ],
      },
      {
        column: 'height',
        count: 3,
        nulls: 1,
        bins: [
          { from: 0.5, to: 5.5, count: 2 },
          { from: 5.5, to: 10.5, count: 1 },
        ],
      },
    ],
  })
  expect(await ask({ histogram: { column: 'age' }, filters: { kind: 'none' } })).toMatchObject({
    histogram: [{ count: 0, bins: [] }],
  })
})

it('finds the commonest values', async () => {
  expect(await ask({ top_values: JSON.stringify({ column: 'kind', limit: 1 }) })).toMatchObject({
    top_values: [
      { column: 'kind', count: 3, nulls: 1, distinct: 2, values: [{ value: 'oak', count: 2 }], other: 1 },
    ],
  })
})

it('counts and reckons by day, month and year', async () => {
  const time_series = [
    { column: 'planted', interval: 'year' },
    { column: 'planted', value: 'height', function: 'max' },
  ]
  expect(await ask({ time_series })).toMatchObject({
    time_series: [
      {
        points: [
          { time: '2020', count: 2 },
          { time: '2021', count: 1 },
        ],
      },
      {
        interval: 'month',
        points: [
          { time: '2020-01', count: 2, value: 1.5 },
          { time: '2021-05', count: 1, value: 10.5 },
        ],
      },
    ],
  })
})

it('takes the filters of datastore_search, and a box', async () => {
  const total = async (params: object) => ((await ask(params)) as { total: number }).total
  expect(await total({ filters: { kind: "o'beech" } })).toBe(1)
  expect(await total({ filters: { kind: ['oak', 'elm'], age: { gt: 1 } } })).toBe(1)
  expect(await total({ filters: { $or: [{ height: '10.50' }, { planted: { lt: '2020-01-05' } }] } })).toBe(2)
  expect(await total({ filters: { age: null } })).toBe(0)
  expect(await total({ bbox: '9,49,10.5,50.5' })).toBe(1)
  expect(await total({ bbox: [179, -1, -179, 1] })).toBe(2)
  expect(await total({ bbox: [179, -1, -179, 1], filters: { age: 10 } })).toBe(1)
})

it('refuses what makes no sense, and tables that the caller may not read', async () => {
  expect(await refusalOf({ histogram: { column: 'kind' } })).toHaveProperty('histogram')
  expect(await refusalOf({ histogram: { column: 'age', bins: 0 } })).toHaveProperty('histogram')
  expect(await refusalOf({ histogram: [[1]] })).toHaveProperty('histogram')
  expect(await refusalOf({ top_values: { column: 'none' } })).toHaveProperty('top_values')
  expect(await refusalOf({ top_values: { column: 'more' } })).toHaveProperty('top_values')
  expect(await refusalOf({ time_series: { column: 'planted', interval: 'hour' } })).toHaveProperty(
    'time_series',
  )
  expect(await refusalOf({ time_series: { column: 'planted', value: 'age', function: 'x' } })).toHaveProperty(
    'time_series',
  )
  expect(await refusalOf({ columns: 'none' })).toHaveProperty('columns')
  expect(await refusalOf({ filters: { age: 'x' } })).toHaveProperty('query')
  expect(await refusalOf({ bbox: '1,2,3' })).toHaveProperty('bbox')
  expect(await refusalOf({ bbox: '1,2,3,4', bbox_columns: 'kind,lat' })).toHaveProperty('bbox_columns')
  const { status } = await site.post('datastore_aggregate', { resource_id: hidden }, 'eve')
  expect(status).toBe(403)
  expect((await site.post('datastore_aggregate', { resource_id: 'none' })).status).toBe(404)
})
