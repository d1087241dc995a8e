import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let topics: string
beforeAll(async () => {
  site = await startApp({ users: ['sam'] })
  const { result } = await site.post('vocabulary_create', { name: 'Topics', tags: [] }, 'admin')
  topics = (result as { readonly id: string }).id
})
afterAll(() => site.close())

const create = (data: object, as?: string) => site.post('tag_create', data, as)

test('tag_create adds a tag to a vocabulary', async () => {
  expect((await create({ name: 'air', vocabulary_id: topics }, 'admin')).result).toEqual({
    id: expect.any(String),
    name: 'air',
    display_name: 'air',
    vocabulary_id: topics,
    packages: [],
  })
})

test('tag_create refuses, in CKAN’s words', async () => {
  const refused = async (data: object) => (await create(data, 'admin')).error
  expect(await refused({})).toMatchObject({ name: ['Missing value'], vocabulary_id: ['Missing value'] })
  expect(await refused({ vocabulary_id: topics })).toMatchObject({
    name: ['Missing value'],
    vocabulary_id: ['No tag name'],
  })
  expect(await refused({ name: 'free', vocabulary_id: 'Topics' })).toMatchObject({
    vocabulary_id: ['Tag vocabulary was not found.'],
  })
  expect(await refused({ name: 'air', vocabulary_id: topics })).toMatchObject({
    vocabulary_id: [`Tag air already belongs to vocabulary ${topics}`],
  })
  expect(await refused({ name: 'x', vocabulary_id: topics })).toMatchObject({
    name: ['Tag "x" length is less than minimum 2'],
  })
  expect(await refused({ name: 'own', vocabulary_id: topics, id: topics })).toMatchObject({
    id: ['The input field id was not expected.'],
  })
})

test('tag_create is for sysadmins', async () => {
  for (const as of ['sam', undefined]) {
    expect(await create({}, as)).toMatchObject({ status: 403, error: { message: 'Access denied' } })
  }
})
