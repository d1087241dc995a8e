import { type StartedApp, startApp } from '../../support/start-app.ts'

const PAIRS = [
  ['depends_on', 'dependency_of'],
  ['derives_from', 'has_derivation'],
  ['links_to', 'linked_from'],
  ['child_of', 'parent_of'],
] as const
const PAIR = { subject: 'child', object: 'mother' }

interface Relationship {
  readonly id: string
  readonly type: string
  readonly comment: string
}
interface Shown {
  readonly id: string
  readonly relationships_as_subject: readonly Relationship[]
  readonly relationships_as_object: readonly Relationship[]
}

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['edith', 'sam'] })
  const users = [{ name: 'edith', capacity: 'editor' }]
  await site.post('organization_create', { name: 'water-board', users }, 'admin')
  await site.post('organization_create', { name: 'air-board' }, 'admin')
})
beforeEach(async () => {
  for (const name of ['mother', 'child']) {
    await site.post('package_create', { name, owner_org: 'water-board' }, 'admin')
  }
  await site.post('package_create', { name: 'away', owner_org: 'air-board' }, 'admin')
})
afterEach(async () => {
  for (const id of ['mother', 'child', 'away', 'sibling']) await site.post('dataset_purge', { id }, 'admin')
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('package_relationship_create', data, as)
const list = async (query: object, as?: string) =>
  (await site.get('package_relationships_list', query, as)).result
const show = async (id: string) => (await site.get('package_show', { id }, 'admin')).result as Shown

test.each([...PAIRS, ...PAIRS.map(([forward, reverse]) => [reverse, forward] as const)])(
  '%s is %s seen from the other side',
  async (type, reverse) => {
    await create({ ...PAIR, type, comment: 'x' }, 'edith')
    expect(await list({ id: 'child' })).toEqual([{ ...PAIR, type, comment: 'x' }])
    expect(await list({ id: 'mother', id2: 'child', rel: reverse })).toEqual([
      { subject: 'mother', type: reverse, object: 'child', comment: 'x' },
    ])
    expect(
      await site.get('package_relationships_list', { id: 'mother', id2: 'child', rel: type }),
    ).toMatchObject({
      status: 404,
      error: { message: `Not found: Relationship "mother ${type} child" not found.` },
    })
    expect(await site.post('package_relationship_delete', { ...PAIR, type }, 'edith')).toMatchObject({
      status: 200,
    })
    expect(await site.post('package_relationship_delete', { ...PAIR, type }, 'edith')).toMatchObject({
      status: 404,
      error: { message: 'Not found' },
    })
  },
)

test('both datasets show a relationship at once, and end it when one of them is purged', async () => {
  const before = await show('child')
  await create({ ...PAIR, type: 'child_of' }, 'edith')
  const child = await show('child')
  const mother = await show('mother')
  const ids = { object_package_id: mother.id, subject_package_id: child.id }
  expect(child.relationships_as_subject).toMatchObject([{ type: 'child_of', comment: '', __extras: ids }])
  expect(mother.relationships_as_object).toEqual(child.relationships_as_subject)
  expect(child).toMatchObject({ ...before, relationships_as_subject: [{}] })
  await site.post('dataset_purge', { id: 'mother' }, 'admin')
  expect(await show('child')).toEqual(before)
})

test('a second one changes the comment, as package_relationship_update does', async () => {
  const relation = { ...PAIR, type: 'links_to' }
  const update = (data: object, as?: string) => site.post('package_relationship_update', data, as)
  expect(await update(relation, 'edith')).toMatchObject({
    status: 404,
    error: { message: 'Not found: This relationship between the packages was not found.' },
  })
  await create({ ...relation, comment: 'first' }, 'edith')
  await create({ ...relation, comment: 'second' }, 'edith')
  expect(await list({ id: 'child' })).toEqual([{ ...relation, comment: 'second' }])
  expect((await update({ ...relation, comment: 'third' }, 'edith')).result).toEqual({
    ...relation,
    comment: 'third',
  })
  expect((await show('mother')).relationships_as_object).toMatchObject([{ comment: 'third' }])
})

test('the datasets are looked for first, then the type, then who may edit both', async () => {
  const errorOf = async (data: object, as?: string) => {
    const { status, error } = await create(data, as)
    return [status, error.message ?? { ...error, __type: undefined }]
  }
  const missing = ['Missing value']
  expect(await errorOf({})).toEqual([409, { subject: missing, object: missing, type: missing }])
  expect(await errorOf({ ...PAIR, subject: 'zz', type: 'nope' })).toEqual([
    404,
    "Not found: Subject package 'zz' was not found.",
  ])
  expect(await errorOf({ ...PAIR, object: null, type: 'nope' })).toEqual([
    404,
    'Not found: Object package None was not found.',
  ])
  expect(await errorOf({ ...PAIR, type: 'nope' })).toEqual([
    409,
    { type: [expect.stringMatching(/^Value must be one of \['depends_on', .*'parent_of'\]$/)] },
  ])
  for (const [as, name] of [
    [undefined, ''],
    ['sam', 'sam'],
  ] as const) {
    expect(await errorOf({ ...PAIR, type: 'child_of' }, as)).toEqual([
      403,
      `Access denied: User ${name} not authorized to edit these packages`,
    ])
  }
  expect(await errorOf({ subject: 'child', object: 'away', type: 'child_of' }, 'edith')).toEqual([
    403,
    'Access denied: User edith not authorized to edit these packages',
  ])
})

test('who lists relationships sees those of datasets that they may see', async () => {
  await create({ ...PAIR, type: 'child_of' }, 'edith')
  await create({ subject: 'child', object: 'away', type: 'links_to' }, 'admin')
  await site.post('package_patch', { id: 'mother', private: true }, 'admin')
  expect(await list({ id: 'child' })).toMatchObject([{ object: 'away' }])
  expect(await list({ id: 'child' }, 'edith')).toHaveLength(2)
  expect(await site.get('package_relationships_list', { id: 'child', id2: 'mother' }, 'sam')).toMatchObject({
    status: 403,
    error: { message: 'Access denied: User sam not authorized to read these packages' },
  })
})

test('a dataset carries its relationships: a list that is sent is the new list', async () => {
  const relation = { object: 'mother', type: 'child_of', comment: 'in the dataset' }
  await site.post('package_patch', { id: 'child', relationships_as_subject: [relation] }, 'edith')
  expect((await show('mother')).relationships_as_object).toMatchObject([{ comment: 'in the dataset' }])
  const { relationships_as_subject: kept } = await show('child')
  await site.post('package_patch', { id: 'child', title: 'kept' }, 'edith')
  await site.post('resource_create', { package_id: 'mother' }, 'edith')
  expect((await show('child')).relationships_as_subject).toEqual(kept)
  const changed = kept.map((item) => ({ ...item, comment: 'changed' }))
  await site.post('package_patch', { id: 'child', relationships_as_subject: changed }, 'edith')
  expect((await show('mother')).relationships_as_object).toMatchObject([
    { id: kept[0]!.id, comment: 'changed' },
  ])
  await site.post('package_patch', { id: 'mother', relationships_as_object: [] }, 'edith')
  expect((await show('child')).relationships_as_subject).toEqual([])
  // A stale copy does not bring it back.
  await site.post('package_patch', { id: 'child', relationships_as_subject: kept }, 'edith')
  expect((await show('child')).relationships_as_subject).toEqual([])
})

test('a dataset names only datasets that there are, and that its editor may edit', async () => {
  const patch = (item: object, as = 'edith') =>
    site.post('package_patch', { id: 'child', relationships_as_subject: [item] }, as)
  expect(await patch({ object: 'zz', type: 'child_of' })).toMatchObject({
    status: 409,
    error: { relationships_as_subject: [{ object: ['Not found: Dataset'] }] },
  })
  expect(await patch({ object: 'mother' })).toMatchObject({
    status: 409,
    error: { relationships_as_subject: [{ type: ['Missing value'] }] },
  })
  expect(await patch({ object: 'away', type: 'child_of' })).toMatchObject({ status: 403 })
  expect(await patch({ object: 'away', type: 'parent_of' }, 'admin')).toMatchObject({
    status: 200,
    result: { relationships_as_subject: [], relationships_as_object: [{ type: 'child_of' }] },
  })
  const made = {
    name: 'sibling',
    owner_org: 'water-board',
    relationships_as_subject: [{ object: 'mother', type: 'links_to' }],
  }
  expect((await site.post('package_create', made, 'edith')).result).toMatchObject({
    relationships_as_subject: [{ type: 'links_to' }],
  })
})

test('a kind of relationship that a dataset has none of is not found', async () => {
  const query = { id: 'child', rel: 'depends_on' }
  expect(await site.get('package_relationships_list', query)).toMatchObject({
    status: 404,
    error: { message: 'Not found: Relationship "child depends_on None" not found.' },
  })
  expect(await list({ id: 'child', rel: 'relationships' })).toEqual([])
})
