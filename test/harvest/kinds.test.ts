import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type StartedApp } from '../support/start-app.ts'
import { startSource, type StartedSource } from './start-source.ts'

const folder = mkdtempSync(join(tmpdir(), 'harvest-folder-'))
const ENV = {
  CKAN__PLUGINS: 'harvest',
  CKANISTER__FETCH__ALLOWED_NETWORKS: '127.0.0.1',
  CKANISTER__HARVEST__REQUESTS_PER_SECOND: '1000',
  CKANISTER__HARVEST__PATIENCE: '10',
  CKANISTER__HARVEST__FOLDERS: folder,
}

let site: StartedApp
let source: StartedSource
beforeEach(async () => {
  source = await startSource(() => ({}))
  site = await startApp({ env: ENV })
  await site.post('organization_create', { name: 'city' }, 'admin')
})
afterEach(async () => {
  await site.close()
  await source.close()
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

interface Job {
  readonly id: string
  readonly stats: Readonly<Record<string, number>>
  readonly gather_error_summary: readonly (readonly [string, number])[]
}

async function harvest(source_type: string, path = '', config: object = {}): Promise<Job> {
  const url = source_type === 'folder' ? path : source.url + path
  if ((await site.get('harvest_source_show', { id: 'portal' })).status === 404) {
    const made = await site.post(
      'harvest_source_create',
      { name: 'portal', url, source_type, owner_org: 'city', config },
      'admin',
    )
    expect(made.error).toBeUndefined()
  }
  const { result } = await site.post('harvest_job_create', { source_id: 'portal' }, 'admin')
  await site.app.worker.runDue()
  return (await site.get('harvest_job_show', { id: (result as Job).id }, 'admin')).result as Job
}

interface Shown {
  readonly extras: readonly { readonly key: string; readonly value: string }[]
  readonly resources: readonly Readonly<Record<string, unknown>>[]
  readonly [field: string]: unknown
}

async function shown(id: string) {
  const dataset = (await site.get('package_show', { id })).result as Shown
  const extras = Object.fromEntries(dataset.extras.map(({ key, value }) => [key, value]))
  return { ...dataset, extras, tags: (dataset['tags'] as { name: string }[]).map(({ name }) => name) }
}

const counts = ({ stats }: Job) => [stats['added'], stats['updated'], stats['not modified'], stats['deleted']]

describe('dcat', () => {
  const turtle = (title: string, next = '', total = 1, number = 1) => `
    @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
    @prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <http://there.example.org/catalog> a dcat:Catalog ; dcat:dataset <http://there.example.org/d/${number}> .
    <http://there.example.org/d/${number}> a dcat:Dataset ; dct:title "${title}"@en, "Straßen"@de ;
      dct:description "All roads"@en ; dct:identifier "roads-${number}" ; dcat:keyword "roads"@en, "Straßen"@de ;
      dct:issued "2026-01-02"^^xsd:date ; dct:publisher [ a foaf:Agent ; foaf:name "City" ] ;
      dcat:contactPoint [ vcard:fn "Office" ; vcard:hasEmail <mailto:office@example.org> ] ;
      dct:license <https://creativecommons.org/licenses/by/4.0/> ;
      dct:temporal [ dcat:startDate "2020-01-01" ; dcat:endDate "2020-12-31" ] ;
      dcat:distribution [ a dcat:Distribution ; dct:title "The file" ; dcat:byteSize "12"^^xsd:decimal ;
        dct:format <http://publications.europa.eu/resource/authority/file-type/CSV> ;
        dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> ;
        dcat:downloadURL <http://there.example.org/roads.csv> ] .
    ${next === '' ? '' : `<http://there.example.org/page> a hydra:PagedCollection ; hydra:nextPage "${next}" ; hydra:totalItems ${String(total)} .`}`

  it('becomes a dataset in the words of CKAN', async () => {
    source.respond = (_url, response) => {
      response.setHeader('Content-Type', 'text/turtle')
      return turtle('Roads')
    }
    expect(counts(await harvest('dcat', '/catalog.ttl'))).toEqual([1, 0, 0, 0])
    expect(await shown('roads')).toMatchObject({
      title: 'Roads',
      notes: 'All roads',
      license_id: 'cc-by',
      maintainer: 'Office',
      maintainer_email: 'office@example.org',
      tags: ['roads'],
      extras: {
        uri: 'http://there.example.org/d/1',
        identifier: 'roads-1',
        issued: '2026-01-02',
        publisher_name: 'City',
        temporal_start: '2020-01-01',
      },
      resources: [
        {
          name: 'The file',
          format: 'CSV',
          mimetype: 'text/csv',
          size: 12,
          url: 'http://there.example.org/roads.csv',
        },
      ],
    })
  })

  it.each([
    [
      'RDF/XML',
      'application/octet-stream',
      `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
        <dcat:Dataset rdf:about="http://there.example.org/d/1"><dct:title>Roads</dct:title></dcat:Dataset></rdf:RDF>`,
    ],
    [
      'JSON-LD',
      'application/json',
      JSON.stringify({
        '@context': { dcat: 'http://www.w3.org/ns/dcat#', dct: 'http://purl.org/dc/terms/' },
        '@type': 'dcat:Catalog',
        'dcat:dataset': [
          { '@id': 'http://there.example.org/d/1', '@type': 'dcat:Dataset', 'dct:title': 'Roads' },
        ],
      }),
    ],
    [
      'N-Triples',
      'text/plain',
      `<http://there.example.org/d/1> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/ns/dcat#Dataset> .
       <http://there.example.org/d/1> <http://purl.org/dc/terms/title> "Roads" .`,
    ],
  ])('is read as %s, whatever the server calls it', async (_name, type, text) => {
    source.respond = (_url, response) => {
      response.setHeader('Content-Type', type)
      return text
    }
    expect(counts(await harvest('dcat', '/catalog'))).toEqual([1, 0, 0, 0])
    expect(await shown('roads')).toMatchObject({ extras: { uri: 'http://there.example.org/d/1' } })
  })

  it('is read page by page, and a circle of pages deletes nothing', async () => {
    let last = ''
    source.respond = (url) => {
      if (url.pathname === '/robots.txt') return 'User-agent: *\nAllow: /'
      const page = Number(url.searchParams.get('page') ?? 1)
      return turtle(
        `Page ${String(page)}`,
        page < 3 ? `/catalog.ttl?page=${String(page + 1)}` : last,
        3,
        page,
      )
    }
    expect(counts(await harvest('dcat', '/catalog.ttl?page=1'))).toEqual([3, 0, 0, 0])
    last = '/catalog.ttl?page=2'
    const job = await harvest('dcat')
    expect(job.gather_error_summary[0]?.[0]).toMatch(/leads back/)
    expect(counts(job)).toEqual([0, 0, 3, 0])
  })

  it('obeys robots.txt where it follows links', async () => {
    source.respond = (url) => {
      if (url.pathname === '/robots.txt') return 'User-agent: *\nDisallow: /more'
      return turtle('Roads', '/more?page=2', 2)
    }
    expect((await harvest('dcat', '/catalog.ttl')).gather_error_summary[0]?.[0]).toMatch(/robots.txt/)
  })

  it('says what it cannot read', async () => {
    source.respond = () => '<html><body>no</body></html>'
    expect((await harvest('dcat', '/catalog.ttl')).gather_error_summary[0]?.[0]).toMatch(
      /no RDF that can be read/,
    )
  })
})

describe('datajson', () => {
  const catalogue = {
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    dataset: [
      {
        identifier: 'a-1',
        title: 'Water levels',
        description: 'Each hour',
        keyword: ['water', 'rivers'],
        modified: '2026-01-01',
        accessLevel: 'public',
        publisher: { '@type': 'org:Organization', name: 'Water Office' },
        contactPoint: { '@type': 'vcard:Contact', fn: 'Desk', hasEmail: 'mailto:desk@example.org' },
        license: 'http://www.opendefinition.org/licenses/odc-pddl',
        distribution: [
          { title: 'CSV', downloadURL: 'http://there.example.org/w.csv', mediaType: 'text/csv' },
        ],
      },
      { identifier: 'a-2', title: 'Inside', accessLevel: 'non-public' },
      { identifier: 'a-3' },
    ],
  }

  it('is read, and not again while its ETag stays', async () => {
    let asked = 0
    const full = { ...catalogue, dataset: catalogue.dataset.slice(0, 2) }
    source.respond = (_url, response, message) => {
      response.setHeader('ETag', '"1"')
      asked++
      if (message.headers['if-none-match'] !== '"1"') return full
      response.statusCode = 304
      return response.end()
    }
    expect(counts(await harvest('datajson', '/data.json'))).toEqual([1, 0, 0, 0])
    expect(await shown('water-levels')).toMatchObject({
      license_id: 'odc-pddl',
      maintainer: 'Desk',
      tags: ['rivers', 'water'],
      extras: { identifier: 'a-1', publisher_name: 'Water Office', access_level: 'public' },
      resources: [{ url: 'http://there.example.org/w.csv', format: 'CSV', mimetype: 'text/csv' }],
    })
    expect(counts(await harvest('datajson'))).toEqual([0, 0, 1, 0])
    expect(asked).toBe(2)
  })

  it('tells of a dataset that cannot be read', async () => {
    source.respond = () => catalogue
    const job = await harvest('datajson', '/data.json')
    expect(job.stats).toMatchObject({ added: 1, errored: 1 })
  })
})

it('udata: page by page', async () => {
  const dataset = (number: number) => ({
    id: `5b${String(number)}`,
    slug: `jeu-${String(number)}`,
    title: `Jeu ${String(number)}`,
    description: 'Texte',
    tags: ['eau'],
    license: 'odc-odbl',
    last_modified: '2026-01-01T00:00:00+00:00',
    organization: { name: 'Ville', slug: 'ville' },
    temporal_coverage: { start: '2020-01-01', end: '2020-12-31' },
    page: `http://there.example.org/datasets/jeu-${String(number)}/`,
    deleted: null,
    archived: null,
    private: false,
    resources: [
      {
        id: `00000000-0000-4000-8000-00000000000${String(number)}`,
        title: 'csv',
        url: 'http://there.example.org/a.csv',
        format: 'csv',
        mime: 'text/csv',
        filesize: 3,
      },
    ],
  })
  source.respond = (url) => {
    const page = Number(url.searchParams.get('page') ?? 1)
    const next = page === 1 ? `${source.url}/api/1/datasets/?page=2&page_size=100` : null
    return { data: [dataset(page)], next_page: next, page, page_size: 100, total: 2 }
  }
  expect(counts(await harvest('udata'))).toEqual([2, 0, 0, 0])
  expect(await shown('jeu-2')).toMatchObject({
    license_id: 'odc-odbl',
    author: 'Ville',
    extras: { temporal_start: '2020-01-01' },
    resources: [{ format: 'CSV', size: 3 }],
  })
  expect(counts(await harvest('udata'))).toEqual([0, 0, 2, 0])
})

it('opendatasoft: Explore 2.1', async () => {
  const ghosts: string[] = []
  source.respond = (url) => ({
    total_count: 2,
    results: ['0', '1', ...ghosts]
      .slice(Number(url.searchParams.get('offset')))
      .slice(0, 1)
      .map((number) => ({
        dataset_id: `Trees-${number}`,
        has_records: true,
        features: ['analyze', 'geo'],
        metas: {
          default: {
            title: 'Trees',
            description: '<p>Each tree</p>',
            keyword: ['trees'],
            theme: ['Environment'],
            license: 'CC BY 4.0',
            license_url: 'https://creativecommons.org/licenses/by/4.0/',
            modified: '2026-01-01T00:00:00+00:00',
            publisher: 'Parks',
          },
        },
      })),
  })
  expect(counts(await harvest('opendatasoft'))).toEqual([2, 0, 0, 0])
  const dataset = await shown('trees-0')
  expect(dataset).toMatchObject({ license_id: 'cc-by', tags: ['Environment', 'trees'], author: 'Parks' })
  expect(dataset.resources.map(({ url }) => url)).toContain(
    `${source.url}/api/explore/v2.1/catalog/datasets/Trees-0/exports/geojson`,
  )
  // A source that has more than it says is not known whole.
  ghosts.push('2')
  expect((await harvest('opendatasoft')).gather_error_summary).toEqual([
    [expect.stringContaining('says there are 2 datasets, and gives more.'), 1],
  ])
})

it('socrata: the catalogue API', async () => {
  source.respond = (url) => {
    const offset = Number(url.searchParams.get('offset'))
    return {
      resultSetSize: 2,
      results: [0, 1].slice(offset, offset + 1).map((number) => ({
        resource: {
          id: `abcd-000${String(number)}`,
          name: `Permits ${String(number)}`,
          updatedAt: '2026-01-01',
        },
        classification: { categories: ['economy'], domain_tags: ['permits'], domain_category: 'Business' },
        metadata: { domain: 'data.there.example.org', license: 'Public Domain' },
        permalink: 'https://data.there.example.org/d/abcd-0000',
      })),
    }
  }
  expect(counts(await harvest('socrata'))).toEqual([2, 0, 0, 0])
  expect(await shown('permits-0')).toMatchObject({
    tags: ['Business', 'permits'],
    extras: { identifier: 'abcd-0000', theme: 'economy' },
    resources: [
      {
        format: 'CSV',
        url: 'https://data.there.example.org/api/views/abcd-0000/rows.csv?accessType=DOWNLOAD',
      },
      { format: 'JSON' },
    ],
  })
})

describe('csw', () => {
  const record = (number: number) => `<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd"
    xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:gml="http://www.opengis.net/gml">
    <gmd:fileIdentifier><gco:CharacterString>id-${String(number)}</gco:CharacterString></gmd:fileIdentifier>
    <gmd:dateStamp><gco:Date>2026-01-01</gco:Date></gmd:dateStamp>
    <gmd:identificationInfo><gmd:MD_DataIdentification>
      <gmd:citation><gmd:CI_Citation><gmd:title><gco:CharacterString>Noise ${String(number)}</gco:CharacterString></gmd:title>
        <gmd:date><gmd:CI_Date><gmd:date><gco:Date>2025-05-05</gco:Date></gmd:date>
        <gmd:dateType><gmd:CI_DateTypeCode codeListValue="publication"/></gmd:dateType></gmd:CI_Date></gmd:date>
      </gmd:CI_Citation></gmd:citation>
      <gmd:abstract><gco:CharacterString>How loud it is</gco:CharacterString></gmd:abstract>
      <gmd:pointOfContact><gmd:CI_ResponsibleParty>
        <gmd:organisationName><gco:CharacterString>Survey</gco:CharacterString></gmd:organisationName>
        <gmd:contactInfo><gmd:CI_Contact><gmd:address><gmd:CI_Address><gmd:electronicMailAddress>
          <gco:CharacterString>survey@example.org</gco:CharacterString></gmd:electronicMailAddress></gmd:CI_Address></gmd:address>
          <gmd:onlineResource><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>http://survey.example.org</gmd:URL></gmd:linkage>
          </gmd:CI_OnlineResource></gmd:onlineResource></gmd:CI_Contact></gmd:contactInfo>
      </gmd:CI_ResponsibleParty></gmd:pointOfContact>
      <gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword><gco:CharacterString>noise</gco:CharacterString></gmd:keyword>
      </gmd:MD_Keywords></gmd:descriptiveKeywords>
      <gmd:extent><gmd:EX_Extent><gmd:geographicElement><gmd:EX_GeographicBoundingBox>
        <gmd:westBoundLongitude><gco:Decimal>7</gco:Decimal></gmd:westBoundLongitude>
        <gmd:eastBoundLongitude><gco:Decimal>8</gco:Decimal></gmd:eastBoundLongitude>
        <gmd:southBoundLatitude><gco:Decimal>50</gco:Decimal></gmd:southBoundLatitude>
        <gmd:northBoundLatitude><gco:Decimal>51</gco:Decimal></gmd:northBoundLatitude>
      </gmd:EX_GeographicBoundingBox></gmd:geographicElement></gmd:EX_Extent></gmd:extent>
    </gmd:MD_DataIdentification></gmd:identificationInfo>
    <gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions><gmd:onLine>
      <gmd:CI_OnlineResource><gmd:linkage><gmd:URL>http://there.example.org/wms?service=WMS</gmd:URL></gmd:linkage>
        <gmd:protocol><gco:CharacterString>OGC:WMS</gco:CharacterString></gmd:protocol>
        <gmd:name><gco:CharacterString>Map</gco:CharacterString></gmd:name></gmd:CI_OnlineResource>
    </gmd:onLine></gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>
  </gmd:MD_Metadata>`

  it('is read page by page', async () => {
    source.respond = (url) => {
      const start = Number(url.searchParams.get('startPosition'))
      return `<?xml version="1.0"?><csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">
        <csw:SearchResults numberOfRecordsMatched="2" nextRecord="${String(start === 1 ? 2 : 0)}">${record(start)}</csw:SearchResults>
        </csw:GetRecordsResponse>`
    }
    expect(counts(await harvest('csw', '/csw?REQUEST=GetCapabilities'))).toEqual([2, 0, 0, 0])
    expect(source.asked.every((path) => path.includes('request=GetRecords'))).toBe(true)
    const dataset = await shown('noise-1')
    expect(dataset).toMatchObject({
      notes: 'How loud it is',
      maintainer: 'Survey',
      maintainer_email: 'survey@example.org',
      tags: ['noise'],
      extras: { identifier: 'id-1', issued: '2025-05-05', modified: '2026-01-01' },
      resources: [{ url: 'http://there.example.org/wms?service=WMS', format: 'WMS', name: 'Map' }],
    })
    expect(JSON.parse(dataset.extras['spatial'] ?? '')).toMatchObject({ type: 'Polygon' })
  })

  it('may refuse, or send what attackers send', async () => {
    source.respond = () =>
      '<ows:ExceptionReport xmlns:ows="x"><ows:Exception><ows:ExceptionText>No such type</ows:ExceptionText></ows:Exception></ows:ExceptionReport>'
    expect((await harvest('csw', '/csw')).gather_error_summary[0]?.[0]).toMatch(/refused: No such type/)
    source.respond = () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    expect((await harvest('csw')).gather_error_summary[0]?.[0]).toMatch(/document type/)
  })
})

it('folder: datasets made of files', async () => {
  mkdirSync(join(folder, 'bus-stops'))
  writeFileSync(join(folder, 'bus-stops', 'stops.csv'), 'a,b\n1,2\n')
  writeFileSync(join(folder, 'bus-stops', 'README.md'), 'Where buses stop')
  writeFileSync(
    join(folder, 'bus-stops', 'dataset.json'),
    '{"title": "Bus stops", "tags": [{"name": "bus"}]}',
  )
  writeFileSync(join(folder, 'lonely.csv'), 'x\n1\n')
  expect(counts(await harvest('folder', folder))).toEqual([2, 0, 0, 0])
  const dataset = await shown('bus-stops')
  expect(dataset).toMatchObject({
    notes: 'Where buses stop',
    tags: ['bus'],
    resources: [{ format: 'CSV', size: 8 }],
  })
  expect(String(dataset.resources[0]?.['url'])).toMatch(/\/download\/stops.csv$/)
  expect(counts(await harvest('folder'))).toEqual([0, 0, 2, 0])
  writeFileSync(join(folder, 'lonely.csv'), 'x\n2\n3\n')
  expect(counts(await harvest('folder'))).toEqual([0, 1, 1, 0])
  expect(await shown('lonely')).toMatchObject({ resources: [{ size: 6 }] })
})
