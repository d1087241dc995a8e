import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let topics: string
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
  const vocabulary = { name: 'Topics', tags: [{ name: 'air' }] }
  topics = ((await site.post('vocabulary_create', vocabulary, 'admin')).result as { readonly id: string }).id
  await site.post('organization_create', { name: 'office' }, 'admin')
  const tags = [{ name: 'free tag' }, { name: 'air', vocabulary_id: topics }]
  await site.post('package_create', { name: 'one', owner_org: 'office', tags }, 'admin')
})
afterAll(() => site.close())

const remove = (data: object, as?: string) => site.post('tag_delete', data, as)
const tagsOfOne = async () =>
  ((await site.get('package_show', { id: 'one' })).result as { tags: { name: string }[] }).tags.map(
    ({ name }) => name,
  )
const count = async (fq: string) =>
  ((await site.get('package_search', { fq })).result as { readonly count: number }).count

test('tag_delete asks for a tag that there is, then for a sysadmin', async () => {
  for (const as of ['admin', 'sam', undefined]) {
    expect(await remove({}, as)).toMatchObject({ status: 409, error: { id: 'id not in data' } })
    expect(await remove({ id: 'air' }, as)).toMatchObject({
      status: 404,
      error: { message: 'Not found: Could not find tag "air"' },
    })
  }
  for (const as of ['sam', undefined]) {
    expect(await remove({ id: 'free tag' }, as)).toMatchObject({
      status: 403,
      error: { message: 'Access denied' },
    })
  }
})

test('tag_delete takes the tag out of its datasets and of the search index', async () => {
  expect(await tagsOfOne()).toEqual(['air', 'free tag'])
  expect([await count('tags:"free tag"'), await count('vocab_Topics:air')]).toEqual([1, 1])
  expect(await remove({ id: 'air', vocabulary_id: 'Topics' }, 'admin')).toMatchObject({
    status: 200,
    result: null,
  })
  expect(await remove({ id: 'free tag' }, 'admin')).toMatchObject({ status: 200, result: null })
  expect(await tagsOfOne()).toEqual([])
  expect([await count('tags:"free tag"'), await count('vocab_Topics:air')]).toEqual([0, 0])
  expect((await remove({ id: 'free tag' }, 'admin')).status).toBe(404)
})

test('tag_delete takes a tag out of many datasets', async () => {
  for (let n = 0; n < 30; n++) {
    const data = {
      name: `many-${String(n)}`,
      owner_org: 'office',
      tags: [{ name: 'everywhere' }, { name: 'kept' }],
    }
    expect((await site.post('package_create', data, 'admin')).status).toBe(200)
  }
  expect(await count('tags:everywhere')).toBe(30)
  expect((await remove({ id: 'everywhere' }, 'sam')).status).toBe(403)
  expect(await count('tags:everywhere')).toBe(30)
  expect((await remove({ id: 'everywhere' }, 'admin')).status).toBe(200)
  expect([await count('tags:everywhere'), await count('tags:kept')]).toEqual([0, 30])
  expect((await site.get('package_show', { id: 'many-7' })).result).toMatchObject({
    tags: [{ name: 'kept' }],
  })
})
