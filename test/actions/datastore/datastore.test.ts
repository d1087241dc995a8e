import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp

const force = true
const rivers = 'd0000000-0000-4000-8000-00000000000a'
const hidden = 'd0000000-0000-4000-8000-00000000000b'

beforeAll(async () => {
  site = await startApp({ users: ['ann', 'eve'] })
  await site.post(
    'organization_create',
    { name: 'water', users: [{ name: 'ann', capacity: 'editor' }] },
    'admin',
  )
  const add = (name: string, id: string, isPrivate: boolean) =>
    site.post(
      'package_create',
      {
        name,
        owner_org: 'water',
        private: isPrivate,
        resources: [{ id, url: 'http://example.com/x.csv', format: 'CSV' }],
      },
      'admin',
    )
  await add('rivers', rivers, false)
  await add('secrets', hidden, true)
  const fields = [
    { id: 'name', type: 'text', info: { label: 'Name' } },
    { id: 'length', type: 'numeric' },
    { id: 'seen', type: 'timestamp' },
  ]
  const records = [
    { name: 'Rhine', length: '1233.20', seen: '2011-01-01' },
    { name: 'Elbe', length: 1094, seen: 'Jan 5 2020 10:11 PM' },
    { name: 'Isar', length: null, seen: null },
  ]
  const made = { fields, records, primary_key: 'name', aliases: 'waters', force }
  await site.post('datastore_create', { resource_id: rivers, ...made }, 'ann')
  await site.post('datastore_create', { resource_id: hidden, ...made, aliases: 'hidden' }, 'ann')
})

afterAll(() => site.close())

const names = async (query: object): Promise<unknown> => {
  const { result } = await site.post('datastore_search', { resource_id: rivers, fields: 'name', ...query })
  return (result as { records: { name: string }[] }).records.map(({ name }) => name)
}

describe('a table', () => {
  it('is found by its alias, shows types and the data dictionary, and marks its resource', async () => {
    const { result } = await site.get('datastore_search', { resource_id: 'waters', limit: 1 })
    expect(result).toMatchObject({
      resource_id: rivers,
      total: 3,
      fields: [
        { id: '_id', type: 'int' },
        { id: 'name', type: 'text', info: { label: 'Name' } },
        { id: 'length', type: 'numeric' },
        { id: 'seen', type: 'timestamp' },
      ],
      records: [{ _id: 1, name: 'Rhine', length: 1233.2, seen: '2011-01-01T00:00:00' }],
    })
    const shown = await site.get('resource_show', { id: rivers })
    expect(shown.result).toMatchObject({ datastore_active: true })
  })

  it('is filtered by values, ranges, $or and words, and sorted with nulls as PostgreSQL has them', async () => {
    expect(await names({ filters: { length: '1233.2' } })).toEqual(['Rhine'])
    expect(await names({ filters: { length: { gt: 1000, lt: 1200 } } })).toEqual(['Elbe'])
    expect(await names({ filters: { $or: [{ name: 'Isar' }, { seen: '2011-01-01' }] } })).toEqual([
      'Rhine',
      'Isar',
    ])
    expect(await names({ q: { name: 'elbe' } })).toEqual(['Elbe'])
    expect(await names({ sort: 'length' })).toEqual(['Elbe', 'Rhine', 'Isar'])
    expect(await names({ sort: 'length desc' })).toEqual(['Isar', 'Rhine', 'Elbe'])
  })

  it('changes rows by their key, wholly or not at all', async () => {
    const refused = await site.post(
      'datastore_upsert',
      {
        resource_id: rivers,
        force,
        records: [
          { name: 'New', length: 1 },
          { name: 'Bad', length: 'long' },
        ],
      },
      'ann',
    )
    expect(refused.error).toMatchObject({
      records: ['invalid input syntax for type numeric: "long"'],
      records_row: 1,
    })
    expect(await names({})).toEqual(['Rhine', 'Elbe', 'Isar'])
  })

  it('pages by keyset', async () => {
    const { result } = await site.post('datastore_search', {
      resource_id: rivers,
      limit: 2,
      include_next_page: true,
    })
    expect(result).toMatchObject({ next_page: { _id: { gt: 2 } } })
    expect(await names({ filters: { _id: { gt: 2 } } })).toEqual(['Isar'])
  })
})

describe('a private table', () => {
  it('is nowhere to be seen', async () => {
    for (const id of [hidden, 'hidden']) {
      expect((await site.get('datastore_search', { resource_id: id }, 'eve')).status).toBe(403)
      expect((await site.get('datastore_info', { id })).status).toBe(403)
    }
    const { result } = await site.get('datastore_search', { resource_id: '_table_metadata' })
    expect(JSON.stringify(result)).not.toContain(hidden)
  })
})

it('answers hostile names and values with a refusal, never a fault', async () => {
  const odd = ['"', "'", '"; DROP TABLE t1; --', '\\', '%', '$or', '__proto__', 'rowid', 'x', '\u0000', '🙂']
  for (const text of odd) {
    for (const query of [
      { filters: { [text]: 1 } },
      { sort: text },
      { fields: [text] },
      { q: { [text]: 'x' } },
      { q: text, plain: false },
      { language: text, q: 'x' },
      { filters: { length: text } },
      { distinct: true, fields: text },
    ]) {
      const { status, error } = await site.post('datastore_search', { resource_id: rivers, ...query })
      expect([200, 400, 409]).toContain(status)
      expect(JSON.stringify({ error })).not.toMatch(/SQLITE|no such column|unrecognized token/)
    }
  }
})

it('drops the table with its resource', async () => {
  await site.post('resource_delete', { id: rivers }, 'ann')
  expect((await site.get('datastore_search', { resource_id: rivers }, 'admin')).status).toBe(404)
})
