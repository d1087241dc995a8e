import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
  for (const [term, term_translation, lang_code] of [
    ['river', 'Fluss', 'de'],
    ['river', 'fleuve', 'fr'],
    ['road', 'Straße', 'de'],
    ['road', 'Weg', 'de'],
  ])
    await site.post('term_translation_update', { term, term_translation, lang_code }, 'admin')
})
afterAll(() => site.close())

const show = async (data: object) => (await site.post('term_translation_show', data)).result
const road = { term: 'road', term_translation: 'Weg', lang_code: 'de' }

test('the newest translation into a language counts', async () => {
  expect(await show({ terms: 'road' })).toEqual([road])
  expect(await show({ terms: ['road', null], lang_codes: 'de' })).toEqual([road])
  expect(await show({ terms: ['river', 'road'], lang_codes: ['fr', 'it'] })).toMatchObject([
    { term_translation: 'fleuve' },
  ])
})

test('no terms are all of them, the empty text is none', async () => {
  for (const terms of [null, []]) expect(await show({ terms })).toHaveLength(3)
  expect(await show({ terms: '' })).toEqual([])
  expect(await show({ terms: 'road', lang_codes: [] })).toEqual([])
  expect((await site.post('term_translation_show', {})).error).toMatchObject({ terms: 'terms not in data' })
  for (const odd of [5, [5], [['a']], true])
    expect((await site.post('term_translation_show', { terms: odd })).status).toBe(409)
  expect((await site.post('term_translation_show', { terms: 'a', lang_codes: null })).status).toBe(409)
})

test('many are stored, or none', async () => {
  const many = (data: unknown, as = 'admin') => site.post('term_translation_update_many', { data }, as)
  const sea = { term: 'sea', term_translation: 'Meer', lang_code: 'de' }
  expect((await many([sea, { term: 'x' }])).error).toMatchObject({ lang_code: ['Missing value'] })
  expect(await show({ terms: 'sea' })).toEqual([])
  expect((await many([sea, sea])).result).toEqual({ success: '2 rows updated' })
  for (const odd of [[], 'text', null, [1], { a: 1 }])
    expect((await many(odd, 'sam')).error).toMatchObject({
      error: 'term_translation_update_many needs to have a list of dicts in field data',
    })
  expect((await many([sea], 'sam')).error).toMatchObject({
    message: 'Access denied: User sam not authorized to update term_translation table',
  })
})

test('numbers become text, objects too', async () => {
  const update = (data: object) => site.post('term_translation_update', data, 'admin')
  const { result } = await update({ term: 5, term_translation: 6, lang_code: 7, id: 'x' })
  expect(result).toEqual({ term: '5', term_translation: '6', lang_code: '7' })
  expect((await update({ term: 'x', term_translation: '', lang_code: null })).error).toMatchObject({
    term_translation: ['Missing value'],
    lang_code: ['Missing value'],
  })
})
