import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('vocabulary_create', data, as)

describe('vocabulary_create, _show, _list and _delete', () => {
  test('make, show and list vocabularies with their tags', async () => {
    const { result } = await create({ name: 'Topics', tags: [{ name: 'sea' }, { name: 'air' }] }, 'admin')
    const { id } = result as { readonly id: string }
    const tag = (name: string) => ({
      id: expect.any(String) as string,
      name,
      display_name: name,
      vocabulary_id: id,
    })
    expect(result).toEqual({ id, name: 'Topics', tags: [tag('sea'), tag('air')] })
    expect((await site.get('vocabulary_show', { id: 'Topics' })).result).toEqual(result)
    expect((await site.get('vocabulary_show', { id })).result).toEqual(result)
    expect((await create({ name: 'Any: é & <b>' }, 'admin')).result).toMatchObject({ tags: [] })
    expect((await site.get('vocabulary_list')).result).toMatchObject([
      { name: 'Topics' },
      { name: 'Any: é & <b>' },
    ])
  })

  test('refuse, in CKAN’s words', async () => {
    const refused = async (data: object) => (await create(data, 'admin')).error
    expect(await refused({})).toMatchObject({ name: ['Missing value'] })
    expect(await refused({ name: 'X' })).toMatchObject({ name: ['Name must be at least 2 characters long'] })
    expect(await refused({ name: 'x'.repeat(101) })).toMatchObject({
      name: ['Name must be a maximum of 100 characters long'],
    })
    expect(await refused({ name: 'Topics' })).toMatchObject({
      name: ['That vocabulary name is already in use.'],
    })
    expect(await refused({ name: 'Own id', id: 'x' })).toMatchObject({
      id: ['The input field id was not expected.'],
    })
    expect(await refused({ name: 'Bad', tags: [{ name: 'x' }] })).toMatchObject({
      tags: ['Tag "x" length is less than minimum 2'],
    })
    for (const as of ['sam', undefined]) expect((await create({}, as)).status).toBe(403)
    for (const id of [undefined, null, '']) {
      expect(await site.post('vocabulary_show', { id })).toMatchObject({
        status: 409,
        error: { id: 'id not in data' },
      })
    }
  })

  test('delete a vocabulary only when it has no tags', async () => {
    const remove = (id: unknown, as?: string) => site.post('vocabulary_delete', { id }, as)
    expect((await remove('Topics')).status).toBe(403)
    expect(await remove('nope')).toMatchObject({ status: 404 })
    expect(await remove('Topics', 'admin')).toMatchObject({
      status: 409,
      error: { message: 'Vocabulary cannot be deleted while it still has tags' },
    })
    await site.post('vocabulary_update', { id: 'Topics', tags: [] }, 'admin')
    expect(await remove('Topics', 'admin')).toMatchObject({ status: 200, result: null })
    expect((await site.get('vocabulary_show', { id: 'Topics' })).status).toBe(404)
  })
})
