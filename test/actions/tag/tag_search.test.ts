import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let topics: string
beforeAll(async () => {
  site = await startApp()
  await site.post('organization_create', { name: 'office' }, 'admin')
  const tags = ['water', 'water level', 'Gebäude', 'under_score', 'fire'].map((name) => ({ name }))
  await site.post('package_create', { name: 'one', owner_org: 'office', tags }, 'admin')
  const vocabulary = { name: 'Topics', tags: [{ name: 'air' }, { name: 'fire fighting' }] }
  topics = ((await site.post('vocabulary_create', vocabulary, 'admin')).result as { readonly id: string }).id
})
afterAll(() => site.close())

interface Found {
  readonly count: number
  readonly results: readonly { readonly name: string }[]
}
const search = async (data: object) => (await site.post('tag_search', data)).result as Found
const complete = async (data: object) => (await site.post('tag_autocomplete', data)).result
const named = (data: object) => search(data).then(({ results }) => results.map(({ name }) => name))

describe('tag_search and tag_autocomplete', () => {
  test.each([
    [{ query: 'WATER' }, ['water', 'water level']],
    [{ query: ['wat', 'LEV'] }, ['water level']],
    [{ query: ['', ' water '] }, ['water', 'water level']],
    [{ query: 'gebÄU' }, ['Gebäude']],
    [{ query: '_' }, ['under_score']],
    [{ query: '%' }, []],
    [{ q: 'fire' }, ['fire']],
    [{ q: 'fire', query: 'level' }, ['water level']],
    [{ query: 'water', fields: { tags: 'level' } }, ['water level']],
    [{ query: 'fi', vocabulary_id: 'Topics' }, ['fire fighting']],
    [{ query: 'fi', vocabulary_id: 'nope' }, []],
    [{ query: ' ' }, []],
    [{ query: null }, []],
    [{ query: { a: 1 } }, []],
    [{}, []],
  ])('find by %j', async (data, names) => {
    expect(await named(data)).toEqual(names)
    expect(await complete(data)).toEqual(names)
  })

  test('show pages, and the count of all', async () => {
    const page = await search({ query: 'water', limit: '1', offset: 1 })
    expect(page).toEqual({
      count: 2,
      results: [{ id: expect.any(String), name: 'water level', vocabulary_id: null }],
    })
    expect(await search({ query: 'water', limit: 0 })).toEqual({ count: 2, results: [] })
    expect(await search({ query: 'air', vocabulary_id: topics })).toMatchObject({ count: 1 })
    for (const limit of [-1, 'x', []]) {
      expect(await site.post('tag_search', { query: 'water', limit })).toMatchObject({ status: 409 })
    }
  })
})
