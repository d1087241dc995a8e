import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let topics: string
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
  const vocabulary = { name: 'Topics', tags: [{ name: 'sea' }, { name: 'air' }] }
  topics = ((await site.post('vocabulary_create', vocabulary, 'admin')).result as { readonly id: string }).id
  await site.post('organization_create', { name: 'office' }, 'admin')
  const tags = [{ name: 'air', vocabulary_id: topics }]
  await site.post('package_create', { name: 'one', owner_org: 'office', tags }, 'admin')
})
afterAll(() => site.close())

const update = (data: object, as = 'admin') => site.post('vocabulary_update', { id: topics, ...data }, as)
const names = (answer: { readonly result: unknown }) =>
  (answer.result as { tags: { name: string }[] }).tags.map(({ name }) => name)
const count = async (fq: string) =>
  ((await site.get('package_search', { fq })).result as { readonly count: number }).count

describe('vocabulary_update', () => {
  test('renames, and datasets are found under the new name', async () => {
    expect(await count('vocab_Topics:air')).toBe(1)
    const answer = await update({ name: 'Themes' })
    expect(answer.result).toMatchObject({ id: topics, name: 'Themes' })
    expect(names(answer)).toEqual(['sea', 'air'])
    expect([await count('vocab_Topics:air'), await count('vocab_Themes:air')]).toEqual([0, 1])
    expect((await update({ name: 'Themes' })).status).toBe(200)
  })

  test('renames one that many datasets have, which are found under the new name when a job is done', async () => {
    const vocabulary = { name: 'Wide', tags: [{ name: 'all' }] }
    const { result } = await site.post('vocabulary_create', vocabulary, 'admin')
    const { id } = result as { readonly id: string }
    for (let n = 0; n < 30; n++) {
      const tags = [{ name: 'all', vocabulary_id: id }]
      await site.post('package_create', { name: `wide-${String(n)}`, owner_org: 'office', tags }, 'admin')
    }
    expect((await update({ id, name: 'Broad' })).status).toBe(200)
    await site.app.worker.runDue()
    expect([await count('vocab_Wide:all'), await count('vocab_Broad:all')]).toEqual([0, 30])
    await site.post('organization_patch', { id: 'office', state: 'deleted' }, 'admin')
    await site.app.worker.runDue()
    expect(await count('organization:office')).toBe(0)
    await site.post('organization_patch', { id: 'office', state: 'active' }, 'admin')
    await site.app.worker.runDue()
    expect(await count('organization:office')).toBe(31)
  })

  test('replaces the tags, also in datasets', async () => {
    expect(names(await update({ tags: [{ name: 'air' }, { name: 'land' }, { name: 'land' }] }))).toEqual([
      'air',
      'land',
    ])
    expect(names(await site.get('package_show', { id: 'one' }))).toEqual(['air'])
    expect(names(await update({ tags: [] }))).toEqual([])
    expect(names(await site.get('package_show', { id: 'one' }))).toEqual([])
    expect(await count('vocab_Themes:air')).toBe(0)
  })

  test('refuses, in CKAN’s words', async () => {
    await site.post('vocabulary_create', { name: 'Other' }, 'admin')
    for (const name of ['X', ['a', 'list'], { of: 'fields' }]) {
      expect((await update({ name })).error).toMatchObject({
        name: ['Name must be at least 2 characters long'],
      })
    }
    expect((await update({ name: 'Other' })).error).toMatchObject({
      name: ['That vocabulary name is already in use.'],
    })
    expect((await update({ tags: [{ name: 'a&b' }] })).error).toMatchObject({
      tags: [expect.stringContaining('Tag "a&b" can only contain alphanumeric characters')],
    })
    expect(await update({ tags: 'x' })).toMatchObject({ status: 400, error: { __type: 'Integrity Error' } })
    expect((await update({ id: '' })).error).toMatchObject({ id: 'id not in data' })
    expect(await update({ id: 'nope' }, 'sam')).toMatchObject({
      status: 404,
      error: { message: 'Not found: Could not find vocabulary "nope"' },
    })
    expect(await update({ name: 'Mine' }, 'sam')).toMatchObject({
      status: 403,
      error: { message: 'Access denied' },
    })
  })
})
