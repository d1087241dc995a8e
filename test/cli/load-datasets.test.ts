import request from 'supertest'
import type { JsonObject } from '../../src/core/json.ts'
import { closeCatalogues, openCatalogue, type TestCatalogue } from './load-helper.ts'

afterEach(closeCatalogues)

const ID = '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a01'
const RESOURCE = '5f0c8e6e-57f2-4d19-8b0f-3a3ff6ce2a02'

const dataset = (name: string, more: object = {}) => ({
  name,
  title: `Title of ${name}`,
  resources: [],
  ...more,
})

async function show({ app }: TestCatalogue, id: string): Promise<JsonObject> {
  const { body } = await request(app.listener).get(`/api/3/action/package_show?id=${id}`)
  return (body as { readonly result: JsonObject }).result
}

const counts = (more: object) => ({ created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0, ...more })

describe('load datasets', () => {
  it('records what it loads as activities of the site, unless it is told not to', async () => {
    const catalogue = await openCatalogue()
    const recorded = async (): Promise<number> => {
      const query = { of: 'packages', labels: undefined, withHidden: true, limit: 10, offset: 0 } as const
      return (await catalogue.app.store.activities.list(query)).length
    }
    await catalogue.load(catalogue.lines('a.jsonl', [dataset('roads')]))
    expect(await recorded()).toBe(1)
    await catalogue.load(catalogue.lines('b.jsonl', [dataset('trees')]), { activities: false })
    expect(await recorded()).toBe(1)
  })

  it('leaves nothing of a dataset that fails after its rows were written, and loses none beside it', async () => {
    const catalogue = await openCatalogue()
    const related = { relationships_as_subject: [{ type: 'depends_on', object: 'nowhere' }] }
    const organization = { name: 'city', title: 'City', is_organization: true }
    const file = catalogue.lines('a.jsonl', [
      dataset('roads', { organization, tags: [{ name: 'ways' }] }),
      dataset('trees', { ...related, id: ID, tags: [{ name: 'wood' }] }),
      dataset('parks', { organization }),
    ])
    const { counts: seen, report } = await catalogue.load(file)
    expect(seen.get('dataset')).toEqual(counts({ created: 2, refused: 1 }))
    expect(report).toMatchObject([{ line: 2, name: 'trees', reason: expect.stringContaining('Not found') }])
    const { packages, tags, activities } = catalogue.app.store
    expect(await packages.find(ID)).toBeUndefined()
    expect(await tags.named('wood', null)).toBeUndefined()
    const query = { of: 'packages', labels: undefined, withHidden: true, limit: 10, offset: 0 } as const
    expect(await activities.list(query)).toHaveLength(2)
    expect(await show(catalogue, 'parks')).toMatchObject({ organization: { name: 'city' } })
    expect(await show(catalogue, 'roads')).toMatchObject({ tags: [{ name: 'ways' }] })
  })

  it('keeps ids, times and resources of the dump', async () => {
    const catalogue = await openCatalogue()
    const record = dataset('roads', {
      id: ID,
      metadata_created: '2013-05-01T10:00:00.000001',
      metadata_modified: '2014-06-02T11:00:00.000002',
      tags: [{ name: 'b' + 'c', id: 'x', display_name: 'bc' }, { name: 'ab' }],
      extras: [{ key: 'k', value: 'v' }],
      resources: [
        {
          id: RESOURCE,
          url: 'https://example.org/a.csv',
          format: 'CSV',
          size: 12,
          created: '2012-01-01T00:00:00',
          metadata_modified: '2012-02-01T00:00:00.5',
          custom: { deep: [1, null] },
        },
      ],
      num_resources: 7,
      isopen: true,
    })
    const { counts: seen, report } = await catalogue.load(catalogue.lines('d.jsonl', [record]))
    expect(seen.get('dataset')).toEqual(counts({ created: 1 }))
    expect(report).toEqual([])
    expect(await show(catalogue, 'roads')).toMatchObject({
      id: ID,
      metadata_created: '2013-05-01T10:00:00.000001',
      metadata_modified: '2014-06-02T11:00:00.000002',
      num_resources: 1,
      tags: [{ name: 'ab' }, { name: 'bc' }],
      extras: [{ key: 'k', value: 'v' }],
      resources: [
        { id: RESOURCE, size: 12, created: '2012-01-01T00:00:00', custom: { deep: [1, null] }, position: 0 },
      ],
    })
  })

  it('changes nothing when it runs again, whatever the dump leaves out', async () => {
    const catalogue = await openCatalogue()
    const file = catalogue.lines('d.jsonl', [
      dataset('bare'),
      dataset('full', {
        id: ID,
        tags: [{ name: 'zz' }, { name: 'aa' }],
        resources: [
          { url: 'https://example.org/a.csv' },
          { url: 'https://example.org/a.csv', name: 'again' },
          { url: 'example.org/no-scheme.json', created: '' },
          { id: RESOURCE, url: 'https://example.org/b.pdf' },
        ],
      }),
    ])
    await catalogue.load(file)
    const before = [await show(catalogue, 'bare'), await show(catalogue, 'full')]
    const { counts: seen } = await catalogue.load(file)
    expect(seen.get('dataset')).toEqual(counts({ unchanged: 2 }))
    expect([await show(catalogue, 'bare'), await show(catalogue, 'full')]).toEqual(before)
  })

  it('updates what changed, found by id and then by name', async () => {
    const catalogue = await openCatalogue()
    await catalogue.load(
      catalogue.lines('a.jsonl', [dataset('one', { id: ID }), dataset('two', { notes: 'old' })]),
    )
    const { counts: seen } = await catalogue.load(
      catalogue.lines('b.jsonl', [dataset('renamed', { id: ID }), dataset('two', { notes: 'new' })]),
    )
    expect(seen.get('dataset')).toEqual(counts({ updated: 2 }))
    expect(await show(catalogue, ID)).toMatchObject({ name: 'renamed' })
    expect(await show(catalogue, 'two')).toMatchObject({ notes: 'new' })
  })

  it('--create-only leaves what exists as it is', async () => {
    const catalogue = await openCatalogue()
    await catalogue.load(catalogue.lines('a.jsonl', [dataset('one', { notes: 'old' })]))
    const file = catalogue.lines('b.jsonl', [dataset('one', { notes: 'new' }), dataset('two')])
    const { counts: seen } = await catalogue.load(file, { createOnly: true })
    expect(seen.get('dataset')).toEqual(counts({ skipped: 1, created: 1 }))
    expect(await show(catalogue, 'one')).toMatchObject({ notes: 'old' })
  })

  it('--dry-run tells what would happen and writes nothing', async () => {
    const catalogue = await openCatalogue()
    await catalogue.load(catalogue.lines('a.jsonl', [dataset('one')]))
    const file = catalogue.lines('b.jsonl', [
      dataset('one', { notes: 'new' }),
      dataset('two'),
      dataset('Three'),
    ])
    const { counts: seen, refused } = await catalogue.load(file, { dryRun: true })
    expect(seen.get('dataset')).toEqual(counts({ updated: 1, created: 1, refused: 1 }))
    expect(refused).toBe(1)
    expect(await show(catalogue, 'one')).toMatchObject({ notes: null })
    await request(catalogue.app.listener).get('/api/3/action/package_show?id=two').expect(404)
  })

  it('reports each refused record with its line, name and reason, and loads the others', async () => {
    const catalogue = await openCatalogue()
    const file = catalogue.lines('d.jsonl', [
      dataset('good'),
      dataset('Bad Name'),
      { title: 'no name', resources: [] },
      dataset('tags', { tags: [{ name: 'x' }, { name: 'fine' }] }),
      dataset('dates', { resources: [{ url: 'a' }, { url: 'b', created: 'yesterday', size: 'big' }] }),
      dataset('junk', { schema: [{ url: 'u' }] }),
      dataset('structure', { resources: [], extras: ['a'] }),
      dataset('also-good'),
    ])
    const { report, counts: seen } = await catalogue.load(file, { batch: 3 })
    expect(seen.get('dataset')).toEqual(counts({ created: 2, refused: 6 }))
    expect(report.map(({ line, kind, name, reason }) => [line, kind, name, reason])).toEqual([
      [2, 'dataset', 'Bad Name', expect.stringContaining('name: Must be purely lowercase alphanumeric')],
      [3, 'dataset', null, 'name: Missing value'],
      [4, 'dataset', 'tags', 'tags: Tag "x" length is less than minimum 2'],
      [5, 'dataset', 'dates', 'resources: item 2: created: Date format incorrect; size: Invalid integer'],
      [6, 'dataset', 'junk', "__junk: The input field [('schema', 0, 'url')] was not expected."],
      [
        7,
        'dataset',
        'structure',
        expect.stringContaining('Only lists of dicts can be placed against subschema'),
      ],
    ])
    await request(catalogue.app.listener).get('/api/3/action/package_show?id=tags').expect(404)
  })

  it('keeps drafts and deleted datasets what they are', async () => {
    const catalogue = await openCatalogue()
    const file = catalogue.lines('d.jsonl', [
      dataset('draft', { state: 'draft' }),
      dataset('gone', { state: 'deleted' }),
    ])
    await catalogue.load(file)
    expect((await catalogue.app.services.store.packages.find('draft'))?.state).toBe('draft')
    expect((await catalogue.app.services.store.packages.find('gone'))?.state).toBe('deleted')
    expect((await catalogue.load(file)).counts.get('dataset')).toEqual(counts({ unchanged: 2 }))
  })

  it('--keep-fields turns fields of extensions into extras', async () => {
    const catalogue = await openCatalogue()
    const record = dataset('one', {
      license_title: 'shown only',
      subject: ['a', 'b'],
      spatial: '{}',
      years: 3,
      empty: '',
      nested: [{ a: 1 }],
      extras: [{ key: 'years', value: '4' }],
    })
    await catalogue.load(catalogue.lines('d.jsonl', [record]), { keepFields: true })
    expect(await show(catalogue, 'one')).toMatchObject({
      extras: [
        { key: 'nested', value: '[{"a": 1}]' },
        { key: 'spatial', value: '{}' },
        { key: 'subject', value: 'a, b' },
        { key: 'years', value: '4' },
      ],
    })
  })

  it('--uploads-as-links keeps the links to the other portal', async () => {
    const catalogue = await openCatalogue()
    const url = 'https://portal.example/dataset/a/resource/b/download/c.csv'
    const file = catalogue.lines('d.jsonl', [
      dataset('one', { resources: [{ id: RESOURCE, url, url_type: 'upload' }] }),
    ])
    await catalogue.load(file, { uploadsAsLinks: true })
    expect(await show(catalogue, 'one')).toMatchObject({ resources: [{ url, url_type: null }] })
  })
})

describe('load --fix', () => {
  it('repairs what CKAN refuses, and only that, and reports it', async () => {
    const catalogue = await openCatalogue()
    const file = catalogue.lines('d.jsonl', [
      dataset('Bürger & Straßen', {
        id: ID,
        version: 'v'.repeat(101),
        author_email: 'Office <office@example.org>',
        maintainer_email: 'nobody at all',
        tags: [{ name: 'a/b, c' }, { name: '犬' }, { name: 'kept' }, { name: 'voc', vocabulary_id: 'none' }],
        extras: [
          { key: 'url', value: 'x' },
          { key: 'twice', value: '1' },
          { key: 'twice', value: '2' },
          { key: 'fine', value: 'y' },
        ],
        resources: [{ id: 'no-uuid', url: 'https://example.org/a', size: '1 MB', created: 'yesterday' }],
        schema: [{ url: 'u' }],
      }),
      dataset('fine', { tags: [{ name: 'tag' }] }),
    ])
    const { counts: seen, report, repaired } = await catalogue.load(file, { fix: true })
    expect(seen.get('dataset')).toEqual(counts({ created: 2 }))
    expect(repaired).toBe(1)
    expect(report).toMatchObject([{ line: 1, name: 'Bürger & Straßen', kind: 'dataset' }])
    expect(report[0]?.repaired).toEqual(
      expect.arrayContaining([
        'name "Bürger & Straßen": now "burger-strassen"',
        'author_email "Office <office@example.org>": now "office@example.org"',
        'maintainer_email "nobody at all": left out',
        'tag "a/b, c": now "a b c"',
        'tag "犬": left out',
        'extra "url": now "original_url", as a field of CKAN has this name',
        'extra "twice": left out, as there is another one',
        'resource 1: id "no-uuid" left out',
        'schema: left out, CKAN knows no such list',
      ]),
    )
    expect(await show(catalogue, ID)).toMatchObject({
      name: 'burger-strassen',
      version: 'v'.repeat(100),
      author_email: 'office@example.org',
      maintainer_email: null,
      tags: [{ name: 'a b c' }, { name: 'kept' }, { name: 'voc', vocabulary_id: null }],
      extras: [
        { key: 'fine', value: 'y' },
        { key: 'original_url', value: 'x' },
        { key: 'twice', value: '1' },
      ],
      resources: [{ url: 'https://example.org/a', size: null }],
    })
    expect((await catalogue.load(file, { fix: true })).counts.get('dataset')).toEqual(
      counts({ unchanged: 2 }),
    )
  })

  it('gives names that meet a number, and finds them again', async () => {
    const catalogue = await openCatalogue()
    const file = catalogue.lines('d.jsonl', [
      dataset('roads'),
      dataset('Roads', { id: ID }),
      dataset('ROADS', { id: RESOURCE }),
      { name: '水', title: '道路', resources: [] },
    ])
    const { report } = await catalogue.load(file, { fix: true })
    expect(report.map(({ reason }) => reason)).toEqual([undefined, undefined, undefined])
    expect(await show(catalogue, ID)).toMatchObject({ name: 'roads-2' })
    expect(await show(catalogue, RESOURCE)).toMatchObject({ name: 'roads-3' })
    expect((await catalogue.load(file, { fix: true })).counts.get('dataset')).toEqual(
      counts({ unchanged: 4 }),
    )
  })
})
