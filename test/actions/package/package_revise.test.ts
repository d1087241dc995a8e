import { type StartedApp, startApp } from '../../support/start-app.ts'

const A = 'aaaaaaaa-0000-4000-8000-000000000001'
const B = 'bbbbbbbb-0000-4000-8000-000000000002'

interface Shown {
  readonly id: string
  readonly metadata_modified: string
}

let site: StartedApp
let id: string
beforeAll(async () => {
  site = await startApp({ users: ['edith', 'mary', 'sam'] })
  const users = [
    { name: 'edith', capacity: 'editor' },
    { name: 'mary', capacity: 'member' },
  ]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
})
beforeEach(async () => {
  const dataset = {
    name: 'home',
    owner_org: 'water-board',
    notes: 'N',
    version: '1',
    tags: [{ name: 'one' }, { name: 'two' }],
    resources: [
      { id: A, name: 'a', url: 'http://example.org/a', object: { k: { z: 1 } }, list: [1, 2] },
      { id: B, name: 'b', url: 'http://example.org/b' },
    ],
  }
  id = ((await site.post('package_create', dataset, 'admin')).result as Shown).id
})
afterEach(() => site.post('dataset_purge', { id }, 'admin'))
afterAll(() => site.close())

const revise = (data: object, as = 'edith') =>
  site.post('package_revise', { match__name: 'home', ...data }, as)
const revised = async (data: object) => ((await revise(data)).result as { package: unknown }).package
const errorOf = async (data: object, as?: string) => {
  const { status, error } = await revise(data, as)
  const { __type: _type, ...rest } = error
  return [status, rest]
}

test('package_revise changes a dataset only if it is as expected', async () => {
  expect(
    await revised({ match: { notes: 'N', resources: [{ name: 'a' }] }, update: { notes: 'M' } }),
  ).toMatchObject({
    notes: 'M',
    version: '1',
  })
  expect(
    await errorOf({ match: { notes: 'N', resources: [{}, { name: 'x' }, {}] }, update: { notes: 'L' } }),
  ).toEqual([409, { match: ['notes', 'resources__1__name', 'resources__2'] }])
  expect(await errorOf({ match__resources__aaaaaaaa__name: 'x', 'match__resources__-1__name': 'b' })).toEqual(
    [409, { match: ['resources__0__name'] }],
  )
  expect(await errorOf({ match__nope: 'x' })).toEqual([
    400,
    { message: 'Unmatched key nope', data: { match__name: 'home', match__nope: 'x' } },
  ])
  expect((await site.get('package_show', { id: 'home' })).result).toMatchObject({ notes: 'M' })
})

test('update merges objects and lists, item by item', async () => {
  const update = { resources: [{ object: { k: { y: 2 } }, list: [9] }, { name: 'B' }] }
  expect(await revised({ update })).toMatchObject({
    resources: [
      { name: 'a', object: { k: { z: 1, y: 2 } }, list: [9, 2] },
      { name: 'B', url: 'http://example.org/b' },
    ],
  })
})

test('paths name single values, items of lists by index or id', async () => {
  const data = {
    update__version: '2',
    'update__resources__-1__name': 'last',
    [`update__resources__${A.slice(0, 5)}__object__k__z`]: 7,
    update__tags__extend: '[{"name": "three"}]',
  }
  expect(await revised(data)).toMatchObject({
    version: '2',
    resources: [{ object: { k: { z: 7 } } }, { name: 'last' }],
    tags: [{ name: 'one' }, { name: 'three' }, { name: 'two' }],
  })
})

test.each([
  [{ update: { resources: {} } }, { update: ['Expected list for resources'] }],
  [{ update: { resources: ['x'] } }, { update: ['Expected dict for resources__0'] }],
  [{ update__resources__9__name: 'x' }, { resources__9__name: ['Unmatched key resources__9'] }],
  [{ update__resources__aaaa__name: 'x' }, { resources__aaaa__name: ['Unmatched key resources__aaaa'] }],
  [{ update__resources__2: {} }, { resources__2: ['Unmatched key 2'] }],
  [{ update__notes__x: 'x' }, { notes__x: ['Expected list or dict for notes'] }],
  [{ update__notes__extend: [] }, { notes__extend: ['Expected list or dict for notes'] }],
  [{ update__resources__extend: {} }, { resources__extend: ['Expected list for resources'] }],
  [{ update__name: 'Bad Name' }, { name: [expect.stringContaining('Must be purely lowercase')] }],
  [
    { match: 'x', update: 5, filter: 5, include: [5] },
    {
      match: ['Must be a dict'],
      update: ['Must be a dict'],
      filter: ['Not a list'],
      include: ['Not a string: 5'],
    },
  ],
])('%j is refused and changes nothing', async (data, error) => {
  const before = (await site.get('package_show', { id: 'home' })).result
  expect(await errorOf(data)).toEqual([409, error])
  expect((await site.get('package_show', { id: 'home' })).result).toEqual(before)
})

test('keys of prototypes are keys like any other', async () => {
  const update = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}'
  expect(await revise({ update, update____proto____polluted: 1 })).toMatchObject({ status: 409 })
  expect(await revise({ update, update__resources__0__constructor: '{"polluted": 1}' })).toMatchObject({
    status: 200,
  })
  expect({}).not.toHaveProperty('polluted')
  const { result } = await site.get('package_show', { id })
  const [first] = (result as { resources: object[] }).resources
  expect(Object.entries(first!)).toContainEqual(['constructor', { polluted: 1 }])
})

test('filter removes, by the first path that fits', async () => {
  expect(await revised({ filter: '+resources,-*', update__version: '3' })).toMatchObject({
    id,
    notes: null,
    version: '3',
    tags: [],
    resources: [{ id: A }, { id: B }],
  })
  expect(await revised({ filter: [`-resources__${B.slice(0, 8)}`, '-resources__0__list__0'] })).toMatchObject(
    {
      resources: [{ id: A, list: [2] }],
    },
  )
  expect(await revised({ filter: ['+resources__0', '-resources__*'] })).toMatchObject({
    resources: [{ id: A }],
  })
  expect(await revised({ filter: ['-resources__*'] })).toMatchObject({ resources: [] })
})

test('include chooses what is answered', async () => {
  const answer = async (include: unknown) => (await revise({ include })).result
  expect(await answer(['+package__notes', '-package__*'])).toEqual({ package: { notes: 'N' } })
  expect(await answer('-*')).toEqual({})
  expect(await answer(['-package__*'])).toEqual({ package: {} })
  expect(await answer(['-package__resources__*__name', '-package__tags'])).toMatchObject({
    package: { resources: [], notes: 'N' },
  })
})

test('package_revise is for editors; who may only read it may compare', async () => {
  for (const [as, name] of [
    ['', ''],
    ['sam', 'sam'],
    ['mary', 'mary'],
  ] as const) {
    expect(await errorOf({ update__notes: 'x' }, as)).toEqual([
      403,
      { message: `Access denied: User ${name} not authorized to edit package ${id}` },
    ])
  }
  await site.post('package_patch', { id, private: true }, 'admin')
  expect(await errorOf({ match__notes: 'x' }, 'sam')).toEqual([
    403,
    { message: `Access denied: User sam not authorized to read package ${id}` },
  ])
  expect(await errorOf({ match__notes: 'x' }, 'mary')).toEqual([409, { match: ['notes'] }])
})

test('the dataset must be named, be there, and stay the one that was named', async () => {
  const post = async (data: object) => {
    const { status, error } = await site.post('package_revise', data, 'admin')
    return [status, error.message ?? error.match__id]
  }
  expect(await post({ match: {} })).toEqual([409, 'Missing value'])
  expect(await post({ match__id: 'no-such' })).toEqual([404, 'Not found'])
  expect(await post({ match: { name: 5 } })).toEqual([404, 'Not found'])
  expect(await post({ match: { name: 'home' }, update: { id: 'other' } })).toEqual([
    404,
    'Not found: Package was not found.',
  ])
})

test('files come with paths, and go when the call is refused', async () => {
  const send = (fields: Record<string, string>, part: string) =>
    site
      .form('package_revise', 'edith')
      .field({ match__name: 'home', ...fields })
      .attach(part, Buffer.from('a,b\n'), { filename: 'Rows.csv' })
  const added = await send(
    { update__resources__extend: '[{"name": "filed"}]' },
    'update__resources__-1__upload',
  )
  expect((added.body as { result: object }).result).toMatchObject({
    package: { resources: [{}, {}, { name: 'filed', url_type: 'upload', size: 4, format: 'CSV' }] },
  })
  expect((await send({}, 'update__resources__9__upload')).status).toBe(409)
  expect((await send({ match__nope: 'x' }, 'update__resources__0__upload')).body).toMatchObject({
    error: { data: { update__resources__0__upload: 'Rows.csv' } },
  })
})

test('sysadmins may leave the id empty, others are asked for it', async () => {
  const data = { match: { name: 'home' }, update: { id: '', notes: 'same' } }
  expect(await site.post('package_revise', data, 'edith')).toMatchObject({
    status: 409,
    error: { message: 'Missing id, can not get Package object' },
  })
  expect(await site.post('package_revise', data, 'admin')).toMatchObject({
    status: 200,
    result: { package: { name: 'home', notes: 'same' } },
  })
})
