import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let alpha: string
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'office' }, 'admin')
  const dataset = (name: string, more: object = {}) =>
    site.post('package_create', { name, owner_org: 'office', tags: [{ name: 'alpha' }], ...more }, 'admin')
  const { result } = await dataset('open')
  alpha = (result as { readonly tags: readonly { readonly id: string }[] }).tags[0]?.id ?? ''
  await dataset('hidden', { private: true })
  await site.post('vocabulary_create', { name: 'Topics', tags: [{ name: 'air' }] }, 'admin')
})
afterAll(() => site.close())

test('tag_show finds a tag by name or id', async () => {
  const tag = { id: alpha, name: 'alpha', display_name: 'alpha', vocabulary_id: null }
  expect((await site.get('tag_show', { id: 'alpha' })).result).toEqual(tag)
  expect((await site.get('tag_show', { id: alpha })).result).toEqual(tag)
  expect((await site.get('tag_show', { id: 'air', vocabulary_id: 'Topics' })).result).toMatchObject({
    name: 'air',
  })
})

test('tag_show adds public datasets alone, for everybody', async () => {
  for (const as of ['admin', undefined]) {
    const { result } = await site.get('tag_show', { id: 'alpha', include_datasets: 'true' }, as)
    expect((result as { packages: { name: string }[] }).packages.map(({ name }) => name)).toEqual(['open'])
  }
})

test.each([['ALPHA'], ['air'], [''], [null], [5], [['alpha']]])('tag_show finds none for %j', async (id) => {
  expect(await site.post('tag_show', { id })).toMatchObject({ status: 404, error: { message: 'Not found' } })
})

test('tag_show asks for an id, and for a vocabulary that there is', async () => {
  expect(await site.get('tag_show')).toMatchObject({ status: 409, error: { id: ['Missing value'] } })
  expect((await site.get('tag_show', { id: alpha, vocabulary_id: 'nope' })).status).toBe(404)
})

test('tag_show adds datasets as a search with use_default_schema does, each with itself as text', async () => {
  const { result } = await site.get('tag_show', { id: 'alpha', include_datasets: true })
  const [open] = (result as { packages: { id: string; validated_data_dict: string }[] }).packages
  const found = await site.get('package_search', { q: 'name:open', use_default_schema: true })
  expect(open).toEqual((found.result as { results: unknown[] }).results[0])
  const keys = Object.keys(JSON.parse(open?.validated_data_dict ?? '') as object)
  // The order of CKAN's index.
  expect(keys.slice(0, 6)).toEqual([
    'author',
    'author_email',
    'creator_user_id',
    'id',
    'isopen',
    'license_id',
  ])
  // Lists that are empty come last.
  expect(keys.slice(-6)).toEqual([
    'tags',
    'resources',
    'extras',
    'groups',
    'relationships_as_subject',
    'relationships_as_object',
  ])
})

test('tag_show reads an empty list as no vocabulary', async () => {
  expect((await site.post('tag_show', { id: 'alpha', vocabulary_id: [] })).status).toBe(200)
})
