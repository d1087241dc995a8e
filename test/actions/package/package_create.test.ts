import { type StartedApp, startApp } from '../../support/start-app.ts'

let site: StartedApp
let count = 0
beforeAll(async () => {
  site = await startApp({ users: ['edith'] })
  const users = [{ name: 'edith', capacity: 'editor' }]
  await site.post('organization_create', { name: 'office', users }, 'admin')
})
afterAll(() => site.close())

const create = (data: object, as = 'admin') => {
  count += 1
  return site.post('package_create', { name: `dataset-${String(count)}`, owner_org: 'office', ...data }, as)
}

test.each(['tags', 'extras', 'groups', 'resources', 'relationships_as_subject'])(
  '%s that is null is no list',
  async (list) => {
    expect(await create({ [list]: null })).toMatchObject({
      status: 400,
      error: {
        __type: 'Integrity Error',
        message: `Only lists of dicts can be placed against subschema ('${list}',), not <class 'NoneType'>`,
      },
    })
  },
)

test('a list of objects where one value belongs is refused, on every level', async () => {
  const junk = async (data: object) => (await create(data)).error['__junk']
  expect(await junk({ title: [{ a: 1 }] })).toEqual(["The input field [('title', 0, 'a')] was not expected."])
  expect(await junk({ tags: [{ name: [{ a: 1 }] }] })).toEqual([
    "The input field [('tags', 0, 'name', 0, 'a')] was not expected.",
  ])
  const { result } = await create({ extras: [{ key: 'k', value: [{ a: 1 }] }] })
  expect(result).toMatchObject({ extras: [{ key: 'k', value: '[{"a": 1}]' }] })
})

test('of the tags in a text the first mistake is told; a list is taken as it is', async () => {
  expect((await create({ tag_string: 'a!,b' })).error['tag_string']).toEqual([
    expect.stringMatching(/^Tag "a!" can only contain/),
  ])
  const { result } = await create({ tag_string: [' one ', 'two'] })
  expect(result).toMatchObject({ tags: [{ name: 'one' }, { name: 'two' }] })
})

test('plugin_data is checked whoever sends it, and kept for sysadmins', async () => {
  expect((await create({ plugin_data: 'x' }, 'edith')).error).toMatchObject({
    plugin_data: ['The value should be a valid JSON object'],
  })
  const { result } = await create({ plugin_data: { a: 1 } }, 'edith')
  expect(result).not.toHaveProperty('plugin_data')
  expect((await create({ plugin_data: { a: 1 } })).result).toMatchObject({ plugin_data: { a: 1 } })
})

test('a title that says nothing is the name', async () => {
  for (const title of [null, '', 0, false, {}]) {
    const { result } = await create({ title })
    const { name } = result as { name: string }
    expect(result).toMatchObject({ title: name })
  }
})
