import { startApp, type StartedApp } from '../../support/start-app.ts'

interface Found {
  readonly count: number
  readonly results: readonly { readonly id: string; readonly name: string }[]
  readonly facets: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly sort: string
  readonly ext_cursor?: string | null
  readonly ext_highlight?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly ext_suggest?: readonly { readonly q: string; readonly count: number }[]
}

const square = (x: number, y: number, size: number): string => {
  const ring = [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
    [x, y],
  ]
  return JSON.stringify({ type: 'Polygon', coordinates: [ring] })
}

const DATASETS = [
  {
    name: 'aa',
    title: 'River levels',
    notes: 'Hourly <b>levels</b> of rivers & lakes',
    year: '2015',
    x: 0,
    y: 0,
  },
  {
    name: 'bb',
    title: 'Water quality',
    notes: 'Samples of water from the river',
    year: '2018-05-01',
    x: 1,
    y: 0,
  },
  { name: 'cc', title: 'School places', notes: 'Places in schools', year: '9', x: 0, y: 1 },
  { name: 'dd', title: 'School meals', notes: 'Meals and prices', year: '2020', x: 1, y: 1 },
]

let site: StartedApp
async function create(data: object): Promise<void> {
  expect(await site.post('package_create', data, 'admin')).toMatchObject({ status: 200 })
}
beforeAll(async () => {
  site = await startApp({ users: ['olaf'] })
  for (const name of ['north', 'south']) {
    await site.post('organization_create', { name, users: [{ name: 'olaf', capacity: 'editor' }] }, 'admin')
  }
  for (const { name, title, notes, year, x, y } of DATASETS) {
    const extras = [
      { key: 'year', value: year },
      { key: 'spatial', value: square(x, y, 1) },
    ]
    const tags = [{ name: title.split(' ')[0] ?? '' }]
    const owner_org = name < 'cc' ? 'north' : 'south'
    await create({ name, title, notes, tags, owner_org, extras })
  }
  const secret = { name: 'secret', title: 'Xylophone', private: true, owner_org: 'north' }
  await site.post('package_create', secret, 'admin')
  await site.post(
    'package_create',
    {
      name: 'point',
      title: 'A point',
      owner_org: 'south',
      extras: [{ key: 'spatial', value: 'POINT(0.5 0.5)' }],
    },
    'admin',
  )
})
afterAll(() => site.close())

const search = async (data: object, as?: string): Promise<Found> => {
  const { status, result, error } = await site.post('package_search', data, as)
  if (status !== 200) throw new Error(JSON.stringify(error))
  return result as Found
}
const names = async (data: object, as?: string): Promise<readonly string[]> =>
  (await search(data, as)).results.map(({ name }) => name)
const refusal = async (data: object): Promise<unknown> => {
  const { status, error } = await site.post('package_search', data)
  expect(status).toBe(409)
  return error.message
}

describe('ext_cursor', () => {
  const walk = async (more: object, between: () => Promise<unknown> = async () => undefined) => {
    const seen: string[] = []
    for (let ext_cursor: string | null | undefined = '*'; typeof ext_cursor === 'string';) {
      const page: Found = await search({ rows: 2, ...more, ext_cursor })
      expect(page.sort).toBe('id asc')
      seen.push(...page.results.map(({ id }) => id))
      ext_cursor = page.ext_cursor
      await between()
    }
    return seen
  }

  it('walks through all hits once, while datasets are written', async () => {
    const all = (await search({ rows: 100, sort: 'id asc' })).results.map(({ id }) => id)
    let n = 0
    const seen = await walk({}, () =>
      site.post('package_patch', { id: DATASETS[n++ % 4]?.name, version: String(n) }, 'admin'),
    )
    expect(seen).toEqual(all)
  })

  it('goes with filters and fl', async () => {
    expect(await walk({ fq: 'organization:south', rows: 1 })).toHaveLength(3)
    const page = await search({ ext_cursor: '*', rows: 1, fl: 'name' })
    expect(Object.keys(page.results[0] ?? {})).toEqual(['name'])
    expect(page.ext_cursor).toEqual(expect.any(String))
  })

  it('refuses another order, a start and what no answer gave', async () => {
    expect(await refusal({ ext_cursor: '*', sort: 'name asc' })).toMatch(/order is id asc/)
    expect(await refusal({ ext_cursor: '*', start: 5 })).toMatch(/start/)
    expect(await refusal({ ext_cursor: '???' })).toMatch(/ext_cursor is \*/)
  })
})

describe('ext_modified_since and ext_range', () => {
  it('finds what was modified at or after a date', async () => {
    expect(await names({ ext_modified_since: '2020-01-01' })).toHaveLength(5)
    expect(await names({ ext_modified_since: '2999-01-01T00:00:00' })).toEqual([])
    expect(await refusal({ ext_modified_since: 'yesterday' })).toMatch(/no ISO date/)
  })

  it('compares numbers as numbers and dates as dates', async () => {
    const sort = 'name asc'
    expect(await names({ ext_range: 'year:[5 TO 100]', sort })).toEqual(['cc'])
    expect(await names({ ext_range: 'year:[2016 TO *]', sort })).toEqual(['bb', 'dd'])
    expect(await names({ ext_range: 'year:[2018-04 TO 2018-05]', sort })).toEqual(['bb'])
    expect(await names({ ext_range: ['year:[* TO 2018]', 'num_tags:[1 TO 5]'], sort })).toEqual([
      'aa',
      'bb',
      'cc',
    ])
    expect(await names({ ext_range: 'metadata_modified:[2000 TO 2100]', sort })).toHaveLength(5)
    expect(await refusal({ ext_range: 'year:5' })).toMatch(/field:\[from TO to\]/)
    expect(await refusal({ ext_range: 'year:[a TO b]' })).toMatch(/no number/)
  })
})

describe('ext_bbox', () => {
  it('finds areas that overlap, most overlap first, as ckanext-spatial does', async () => {
    expect(await names({ ext_bbox: '0.9,0.8,1.9,1.8' })).toEqual(['dd', 'bb', 'cc', 'aa'])
    expect(await names({ ext_bbox: [1.1, 0.1, 1.9, 0.9] })).toEqual(['bb'])
    expect(await names({ ext_bbox: '361.1,0.1,361.9,0.9', q: 'water' })).toEqual(['bb'])
    expect(await names({ extras: { ext_bbox: '1.1,1.1,1.5,1.5' } })).toEqual(['dd'])
    expect(await names({ ext_bbox: '' })).toHaveLength(5)
  })

  it('leaves out points and touching areas', async () => {
    expect(await names({ ext_bbox: '-1,-1,0,0' })).toEqual([])
    expect(await names({ ext_bbox: '0.4,0.4,0.6,0.6' })).toEqual(['aa'])
  })

  it('refuses in the words of ckanext-spatial', async () => {
    expect(await refusal({ ext_bbox: '1,2,3' })).toBe("Search error: 'Wrong bounding box provided'")
    expect(await refusal({ ext_bbox: '1,2,3,x' })).toBe("Search error: 'Wrong bounding box provided'")
  })
})

describe('ext_facet_mode', () => {
  const facets = { 'facet.field': ['organization', 'tags'], rows: 0 }

  it('or: counts the other values of a chosen facet', async () => {
    const fq = 'organization:"north"'
    const strict = await search({ ...facets, fq })
    expect(strict.facets['organization']).toEqual({ north: 2 })
    const loose = await search({ ...facets, fq, ext_facet_mode: 'or' })
    expect(loose.count).toBe(2)
    expect(loose.facets['organization']).toEqual({ north: 2, south: 3 })
    expect(loose.facets['tags']).toEqual(strict.facets['tags'])
  })

  it('never counts what the caller may not see', async () => {
    const loose = { ...facets, fq_list: ['organization:south'], ext_facet_mode: 'or', include_private: true }
    expect((await search(loose)).facets['organization']).toEqual({ north: 2, south: 3 })
    expect((await search(loose, 'olaf')).facets['organization']).toEqual({ north: 3, south: 3 })
    expect(await refusal({ ext_facet_mode: 'xor' })).toMatch(/ext_facet_mode/)
  })
})

describe('ext_highlight', () => {
  it('shows where the words are, as safe HTML', async () => {
    const { results, ext_highlight } = await search({ q: 'levels', ext_highlight: true })
    expect(results).toHaveLength(1)
    expect(ext_highlight?.[results[0]?.id ?? '']).toEqual({
      title: ['River <em>levels</em>'],
      notes: ['Hourly &lt;b&gt;<em>levels</em>&lt;/b&gt; of rivers &amp; lakes'],
    })
  })
})

describe('ext_suggest', () => {
  it('names near words when nothing is found', async () => {
    expect((await search({ q: 'scool', ext_suggest: true })).ext_suggest).toEqual([{ q: 'school', count: 2 }])
    expect((await search({ q: 'watre quality', ext_suggest: 'true' })).ext_suggest).toEqual([
      { q: 'water quality', count: 1 },
    ])
    expect((await search({ q: 'school', ext_suggest: true })).ext_suggest).toEqual([])
  })

  it('tells nobody the words of private datasets', async () => {
    expect((await search({ q: 'xylofone', ext_suggest: true, include_private: true })).ext_suggest).toEqual(
      [],
    )
    const { ext_suggest } = await search({ q: 'xylofone', ext_suggest: true, include_private: true }, 'olaf')
    expect(ext_suggest).toEqual([{ q: 'xylophone', count: 1 }])
  })
})

it('adds nothing to an answer without ext_ parameters, and ignores unknown ones', async () => {
  expect(Object.keys(await search({ ext_other: 1 }))).toEqual([
    'count',
    'facets',
    'results',
    'sort',
    'search_facets',
  ])
})

describe('package_similar', () => {
  it('finds datasets that share telling words and tags', async () => {
    const { status, result } = await site.post('package_similar', { id: 'cc' })
    expect(status).toBe(200)
    expect((result as Found['results'])[0]?.name).toBe('dd')
    expect((result as Found['results']).map(({ name }) => name)).not.toContain('cc')
  })

  it('asks for an id, and hides what may not be seen', async () => {
    expect((await site.post('package_similar')).status).toBe(409)
    expect((await site.post('package_similar', { id: 'nothing' })).status).toBe(404)
    expect((await site.post('package_similar', { id: 'secret' })).status).toBe(403)
    expect((await site.post('package_similar', { id: 'aa', limit: -1 })).status).toBe(409)
  })
})
