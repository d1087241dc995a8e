import { startApp, type StartedApp } from '../../support/start-app.ts'

interface Found {
  readonly count: number
  readonly results: readonly { readonly name: string; readonly [field: string]: unknown }[]
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly search_facets: Readonly<
    Record<string, { readonly title: string; readonly items: readonly object[] }>
  >
  readonly sort: string
}

let site: StartedApp
beforeAll(async () => {
  site = await startApp({ users: ['edgar', 'nina'] })
  const users = [{ name: 'edgar', capacity: 'editor' }]
  await site.post('organization_create', { name: 'water-agency', title: 'Water Agency', users }, 'admin')
  const dataset = (name: string, more: object) =>
    site.post(
      'package_create',
      { name, title: `Title of ${name}`, owner_org: 'water-agency', ...more },
      'admin',
    )
  await dataset('river-levels', {
    notes: 'Hourly levels',
    license_id: 'cc-by',
    tags: [{ name: 'water' }],
    extras: [{ key: 'frequency', value: 'hourly' }],
  })
  await dataset('lakes', { notes: 'Bathing lakes', tags: [{ name: 'water' }, { name: 'bathing' }] })
  await dataset('secret-levels', { private: true })
  await dataset('draft-levels', { state: 'draft' })
})
afterAll(() => site.close())

const search = async (data: object, as?: string): Promise<Found> => {
  const { status, result, error } = await site.post('package_search', data, as)
  if (status !== 200) throw new Error(JSON.stringify(error))
  return result as Found
}
const names = async (data: object, as?: string): Promise<readonly string[]> =>
  (await search({ sort: 'name asc', ...data }, as)).results.map(({ name }) => name)

describe('package_search', () => {
  it('gives datasets as package_show does, with count, facets and the order', async () => {
    const found = await search({
      q: 'hourly',
      'facet.field': ['organization', 'tags', 'license_id', 'nothing'],
    })
    const { result } = await site.get('package_show', { id: 'river-levels' })
    expect(found.results).toEqual([result])
    expect(found).toMatchObject({
      count: 1,
      sort: 'score desc, metadata_modified desc',
      facets: {
        organization: { 'water-agency': 1 },
        tags: { water: 1 },
        license_id: { 'cc-by': 1 },
        nothing: {},
      },
    })
    expect(found.search_facets).toEqual({
      organization: {
        title: 'organization',
        items: [{ name: 'water-agency', display_name: 'Water Agency', count: 1 }],
      },
      tags: { title: 'tags', items: [{ name: 'water', display_name: 'water', count: 1 }] },
      license_id: {
        title: 'license_id',
        items: [{ name: 'cc-by', display_name: 'Creative Commons Attribution', count: 1 }],
      },
      nothing: { title: 'nothing', items: [] },
    })
  })

  it('shows private datasets and drafts to those who may see them, and only when asked', async () => {
    const everything = { include_private: true, include_drafts: true }
    for (const as of [undefined, 'nina'])
      expect(await names(everything, as)).toEqual(['lakes', 'river-levels'])
    for (const as of ['edgar', 'admin']) {
      expect(await names({}, as)).toEqual(['lakes', 'river-levels'])
      expect(await names({ include_private: 'True' }, as)).toEqual(['lakes', 'river-levels', 'secret-levels'])
      expect(await names(everything, as)).toEqual(['draft-levels', 'lakes', 'river-levels', 'secret-levels'])
    }
    // A filter that begins with OR takes the hidden +capacity:public away; the labels still hold.
    expect(await names({ fq: 'OR capacity:private' })).toEqual(['lakes', 'river-levels'])
    expect(
      (await search({ 'facet.field': ['name'], 'facet.mincount': 0, fq: 'OR capacity:private' })).facets[
        'name'
      ],
    ).toEqual({
      lakes: 1,
      'river-levels': 1,
    })
  })

  it('gives chosen fields instead, extras without their prefix', async () => {
    const { results } = await search({
      q: 'name:river-levels',
      fl: 'name,extras_frequency,organization,title_string',
    })
    expect(results).toEqual([{ name: 'river-levels', frequency: 'hourly', organization: 'water-agency' }])
    const all = await search({ q: 'name:river-levels', fl: '' })
    expect(all.results).toMatchObject([{ name: 'river-levels', frequency: 'hourly', capacity: 'public' }])
    expect((await search({ q: 'name:river-levels', fl: ' ' })).results).toEqual([{}])
  })

  it('answers GET, pages, and rows beyond the limit', async () => {
    const { result } = await site.get('package_search', { sort: 'name desc', rows: 1, start: 1 })
    expect(result).toMatchObject({ count: 2, results: [{ name: 'lakes' }] })
    expect(await names({ rows: '99999999999999999' })).toEqual(['lakes', 'river-levels'])
    expect(await search({ rows: 0 })).toMatchObject({ count: 2, results: [] })
  })

  it('with the default schema shows extras and groups with all their columns', async () => {
    const { results } = await search({ q: 'name:river-levels', use_default_schema: true })
    expect(results[0]).toMatchObject({
      extras: [{ key: 'frequency', value: 'hourly', state: 'active', package_id: results[0]?.['id'] }],
    })
    const { result } = await site.get('package_show', { id: 'river-levels' })
    expect(JSON.parse(String(results[0]?.['validated_data_dict']))).toEqual(result)
  })

  it.each([
    [
      { rows: 'x', start: -1, 'facet.field': 'tags' },
      {
        rows: ['Invalid integer', 'Please enter an integer value'],
        start: ['Must be a natural number'],
        'facet.field': ['Could not parse as valid JSON', 'Not a list'],
      },
    ],
    [
      { 'facet.limit': 2.5, 'facet.field': [1] },
      { 'facet.limit': ['Invalid integer'], 'facet.field': ['Not a string: 1'] },
    ],
  ])('refuses %j', async (data, errors) => {
    const { status, error } = await site.post('package_search', data)
    expect({ status, error }).toEqual({ status: 409, error: { ...errors, __type: 'Validation Error' } })
  })

  it.each([
    [
      { limit: 10 },
      400,
      'Search Query Error',
      `Search Query is invalid: "Invalid search parameters: ['limit']"`,
    ],
    [{ sort: 'name' }, 400, 'Search Query Error', `Search Query is invalid: 'Invalid "sort" parameter'`],
    [{ sort: ' ' }, 400, 'Search Query Error', `Search Query is invalid: 'Invalid "sort" parameter'`],
    [
      { q: '{!bool must=x}' },
      409,
      'Search Error',
      `Search error: "Local parameters are not supported in param 'q'."`,
    ],
    [{ q: 'title:(' }, 409, 'Search Error', expect.stringMatching(/^Search error: /)],
    [
      { fq: 'metadata_modified:[2024-01-01 TO *]' },
      409,
      'Search Error',
      expect.stringMatching(/^Search error: /),
    ],
    [{ 'facet.field': ['metadata_modified'] }, 409, 'Search Error', expect.stringMatching(/^Search error: /)],
  ])('refuses %j with %i', async (data, expected, type, message) => {
    const { status, error } = await site.post('package_search', data)
    expect({ status, error }).toEqual({ status: expected, error: { __type: type, message } })
  })
})
