import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'office' }, 'admin')
  const tags = ['beta', 'alpha', 'Gamma delta'].map((name) => ({ name }))
  await site.post('package_create', { name: 'one', owner_org: 'office', tags }, 'admin')
  await site.post('vocabulary_create', { name: 'Topics', tags: [{ name: 'sea' }, { name: 'air' }] }, 'admin')
})
afterAll(() => site.close())

const list = async (query: object = {}) => (await site.get('tag_list', query)).result

test('tag_list names the free tags that datasets have', async () => {
  expect(await list()).toEqual(['Gamma delta', 'alpha', 'beta'])
  await site.post('package_patch', { id: 'one', tags: [{ name: 'beta' }] }, 'admin')
  expect(await list()).toEqual(['beta'])
  expect((await site.get('tag_show', { id: 'alpha' })).status).toBe(200)
})

test('tag_list names all tags of a vocabulary', async () => {
  expect(await list({ vocabulary_id: 'Topics' })).toEqual(['sea', 'air'])
  expect(await list({ vocabulary_id: 'Topics', query: 'S' })).toEqual(['sea'])
  expect(await list({ vocabulary_id: 'nope', query: 'S' })).toEqual([])
  expect(await site.get('tag_list', { vocabulary_id: 'nope' })).toMatchObject({
    status: 404,
    error: { message: "Not found: could not find vocabulary 'nope'" },
  })
})

test('tag_list shows tags in full when asked', async () => {
  expect(await list({ query: 'bet', all_fields: 'true' })).toEqual([
    { id: expect.any(String), name: 'beta', display_name: 'beta', vocabulary_id: null },
  ])
})

test('tags and formats of what not everybody may see are for sysadmins', async () => {
  const hidden = {
    owner_org: 'office',
    tags: [{ name: 'secretive' }],
    resources: [{ url: 'x', format: 'hush' }],
  }
  await site.post('package_create', { name: 'two', private: true, ...hidden }, 'admin')
  await site.post('package_create', { name: 'three', state: 'draft', ...hidden }, 'admin')
  const heard = async (as?: string): Promise<readonly unknown[]> => [
    (await site.get('tag_list', {}, as)).result,
    (await site.get('tag_list', { all_fields: true }, as)).result,
    (await site.get('tag_list', { query: 'secre' }, as)).result,
    (await site.get('tag_search', { query: 'secre' }, as)).result,
    (await site.get('tag_autocomplete', { q: 'secre' }, as)).result,
    (await site.get('format_autocomplete', { q: 'hu' }, as)).result,
  ]
  expect(JSON.stringify(await heard())).not.toMatch(/secretive|hush/)
  expect(await site.get('tag_search', { query: 'secre' })).toMatchObject({ result: { count: 0 } })
  for (const answer of await heard('admin')) expect(JSON.stringify(answer)).toMatch(/secretive|hush/)
  await site.post('package_patch', { id: 'two', private: false }, 'admin')
  for (const answer of await heard()) expect(JSON.stringify(answer)).toMatch(/secretive|hush/)
})
