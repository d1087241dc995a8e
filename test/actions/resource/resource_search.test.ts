import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'], env: { CKAN__EXTRA_RESOURCE_FIELDS: 'alt_url' } })
  await site.post('organization_create', { name: 'water-board' }, 'admin')
  const resources = [
    { name: 'Übersicht', url: 'http://example.org/b', hash: 'ABc%', size: 5, created: '2020-01-01' },
    { name: 'rows 100%', url: 'http://example.org/a', hash: 'xabc', alt_url: 'http://other.org' },
  ]
  await site.post('package_create', { name: 'open', owner_org: 'water-board', resources }, 'admin')
  const hidden = { name: 'hidden', owner_org: 'water-board', private: true, resources }
  await site.post('package_create', hidden, 'admin')
})
afterAll(() => site.close())

const found = async (data: object, as?: string) => {
  const { result } = await site.post('resource_search', data, as)
  const { count, results } = result as { count: number; results: { name: string }[] }
  return [count, ...results.map((row) => row.name)]
}

test.each([
  ['name:ÜBERSICHT', [1, 'Übersicht']],
  ['name:%', [1, 'rows 100%']],
  ['name:_', [0]],
  ['hash:ab', [1, 'Übersicht']],
  ['hash:BC', [0]],
  ['size:5', [1, 'Übersicht']],
  ['created:2020-01-01T00:00:00', [1, 'Übersicht']],
  ['alt_url:OTHER', [1, 'rows 100%']],
  [
    ['name:rows', 'url:org/a'],
    [1, 'rows 100%'],
  ],
  [['name:rows', 'url:org/b'], [0]],
  ['name:x:y', [0]],
])(
  '%s finds resources of public datasets, for guests, users and sysadmins alike',
  async (query, expected) => {
    for (const as of [undefined, 'sam', 'admin']) expect(await found({ query }, as)).toEqual(expected)
  },
)

test('pages follow order_by, and each is shown by position', async () => {
  const query = 'url:example'
  expect(await found({ query, order_by: 'url', limit: 1 })).toEqual([2, 'rows 100%'])
  expect(await found({ query, order_by: 'url', limit: '1', offset: '1' })).toEqual([2, 'Übersicht'])
  expect(await found({ query, order_by: 'url' })).toEqual([2, 'Übersicht', 'rows 100%'])
  for (const order of ['file_key', 'name; DROP TABLE resource', 5, ['x']]) {
    expect(await found({ query, order_by: order })).toEqual([2, 'Übersicht', 'rows 100%'])
  }
})

test('a long text is looked for like any other', async () => {
  expect(await found({ query: `name:${'x'.repeat(60_000)}` })).toEqual([0])
})

test('what is no query is refused', async () => {
  const errorOf = async (query?: unknown) => (await site.post('resource_search', { query })).error.query
  expect(await errorOf()).toBe('Missing value')
  for (const query of ['first', '', 5, [5], ['url'], { url: 'x' }]) {
    expect(await errorOf(query)).toBe('Must be <field>:<value> pair(s)')
  }
  for (const field of ['foo', 'id', 'file_key', 'extras', '', '__proto__', 'constructor']) {
    expect(await errorOf(`${field}:x`)).toBe(`Field "${field}" not recognised in resource_search.`)
  }
  expect(await errorOf('size:x')).toBe('"x" is no value of size')
  expect((await site.post('resource_search', { query: 'url:x', limit: -1 })).error).toMatchObject({
    limit: ['Must be a natural number'],
  })
})

test('resource_search looks at limit and offset before it asks for the query; none is all', async () => {
  expect((await site.post('resource_search', { limit: -1 })).error).toMatchObject({
    limit: ['Must be a natural number'],
  })
  expect((await site.post('resource_search', { limit: 1 })).error).toMatchObject({ query: 'Missing value' })
  expect(await found({ query: {} })).toEqual([2, 'Übersicht', 'rows 100%'])
})
