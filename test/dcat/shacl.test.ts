import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type StartedApp, startApp } from '../support/start-app.ts'

/** What a document breaks of the shapes. */
const broken = (text: string): readonly string[] =>
  JSON.parse(
    execFileSync(process.execPath, ['test/support/validate-shacl.mjs', 'fixtures/shapes/dcat-ap-3.ttl'], {
      input: text,
      encoding: 'utf8',
    }),
  ) as readonly string[]

interface Line {
  readonly name: string
  readonly notes?: string | null
}

/** Real datasets of each portal of the fixtures: every fifteenth. */
const samples = (): readonly Line[] =>
  gunzipSync(readFileSync('fixtures/catalogue/datasets.jsonl.gz'))
    .toString('utf8')
    .split('\n')
    .filter((line, index) => line !== '' && index % 15 === 0)
    .map((line) => JSON.parse(line) as Line)

const rich = {
  name: 'rich',
  title: 'Rich',
  notes: 'All fields.',
  tags: [{ name: 'water' }],
  license_id: 'cc-by',
  author: 'A',
  author_email: 'a@example.com',
  extras: Object.entries({
    theme: '["http://publications.europa.eu/resource/authority/data-theme/ENVI"]',
    frequency: 'http://publications.europa.eu/resource/authority/frequency/ANNUAL',
    language: '["http://publications.europa.eu/resource/authority/language/ENG"]',
    issued: '2020-01-02',
    modified: '2021-02-03T04:05:06',
    temporal_start: '2020-01-01',
    temporal_end: '2021',
    spatial: '{"type": "Point", "coordinates": [8, 50]}',
    spatial_text: 'Somewhere',
    publisher_name: 'Office',
    publisher_email: 'o@example.com',
    contact_name: 'Desk',
    contact_email: 'd@example.com',
    conforms_to: '["http://example.com/standard"]',
    provenance: 'Measured.',
    access_rights: 'Public',
    alternate_identifier: '["x1"]',
    spatial_resolution_in_meters: '10',
    temporal_resolution: 'P1D',
  }).map(([key, value]) => ({ key, value })),
  resources: [
    {
      url: 'http://example.com/a.csv',
      name: 'A',
      description: 'B',
      format: 'CSV',
      mimetype: 'text/csv',
      size: 12,
      hash: 'abcd',
      hash_algorithm: 'http://spdx.org/rdf/terms#checksumAlgorithm_sha1',
      issued: '2020',
      modified: '2021-01',
      license: 'http://creativecommons.org/licenses/by/4.0/',
    },
  ],
}

describe('DCAT-AP 3', () => {
  let site: StartedApp
  const read = async (action: string, params: object): Promise<string> =>
    String((await site.get(action, { ...params, format: 'nt' })).result)
  beforeAll(async () => {
    site = await startApp({
      env: {
        CKAN__PLUGINS: 'activity datastore dcat',
        CKAN__SITE_DESCRIPTION: 'A catalogue for tests.',
        CKANEXT__DCAT__DATASETS_PER_PAGE: '1000',
        CKANISTER__DATASTORE__AUTOLOAD: 'false',
      },
    })
    await site.post('organization_create', { name: 'office', title: 'Office' }, 'admin')
    // DCAT-AP asks for a description; where a portal gave none, ckanext-dcat and this server give none either.
    for (const sample of [rich, { name: 'minimal', notes: 'Least.' }, ...samples()]) {
      const { groups: _groups, ...own } = sample as Line & { readonly groups?: unknown }
      await site.post('package_create', { ...own, notes: own.notes || 'None.', owner_org: 'office' }, 'admin')
    }
  })
  afterAll(() => site.close())

  it('is kept by the catalogue and real datasets of every portal of the fixtures', async () => {
    const text = await read('dcat_catalog_show', {})
    expect(text.match(/ns\/dcat#Dataset> \./g)?.length).toBeGreaterThan(50)
    expect(broken(text)).toEqual([])
  })

  it('is broken by a dataset without a title: the shapes find it', async () => {
    const text = (await read('dcat_dataset_show', { id: 'rich' })).replace(/^.*terms\/title> .*\n/gm, '')
    expect(broken(text)).toEqual([expect.stringContaining('terms/title')])
  })
})
