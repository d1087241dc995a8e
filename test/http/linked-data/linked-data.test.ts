import request from 'supertest'
import { startApp, type StartedApp } from '../../support/start-app.ts'

let site: StartedApp
const read = (path: string, as?: string) => {
  const asked = request(site.app.listener)
    .get(path)
    .buffer(true)
    .parse((res, done) => {
      const chunks: Buffer[] = []
      res.on('data', (chunk: Buffer) => chunks.push(chunk))
      res.on('end', () => {
        done(null, Buffer.concat(chunks).toString('utf8'))
      })
    })
  return as === undefined ? asked : asked.set('Authorization', site.tokens[as] ?? '')
}
const textOf = async (path: string, as?: string): Promise<string> => (await read(path, as)).body as string

beforeAll(async () => {
  site = await startApp({
    env: {
      CKAN__PLUGINS: 'activity datastore dcat dcat_json_interface croissant datajson',
      CKANEXT__DCAT__DATASETS_PER_PAGE: '2',
    },
  })
  await site.post('organization_create', { name: 'water-board', title: 'Wasserverband Köln 𝔚' }, 'admin')
  for (const name of ['p1', 'p2', 'p3'])
    await site.post('package_create', { name, title: name, owner_org: 'water-board' }, 'admin')
  const odd = {
    name: 'odd',
    title: 'A <b> & "c" \\ \'d\'',
    notes: 'one\r\ntwo\u0001 """three"""\nfour"',
    url: 'http://example.org/a b"<>\\^`{|}x',
    extras: [
      { key: 'theme', value: '[1, {"a": "> ."}, "x\\ny", null]' },
      { key: 'spatial', value: '{"type": "Polygon", "coordinates": [[1]]}' },
      { key: 'uri', value: 'http://example.org/> <http://evil.example' },
      { key: 'modified', value: '31.12.2020' },
    ],
    resources: [{ url: 'no address', format: 'a/b', size: 5, rights: { deep: ['x'] } }],
  }
  expect((await site.post('package_create', { ...odd, owner_org: 'water-board' }, 'admin')).status).toBe(200)
  await site.post('package_create', { name: 'secret', owner_org: 'water-board', private: true }, 'admin')
})
afterAll(() => site.close())

test('hydra leads through all pages, every dataset once', async () => {
  const seen: string[] = []
  let path: string | undefined = '/catalog.ttl?fq=organization:water-board'
  while (path !== undefined && seen.length < 10) {
    const text: string = await textOf(path)
    seen.push(...[...text.matchAll(/dct:title "(p\d)"/g)].map(([, title = '']) => title))
    path = /hydra:nextPage "http:\/\/ckan\.test([^"]*)"/.exec(text)?.[1]
  }
  expect(seen.sort()).toEqual(['p1', 'p2', 'p3'])
})

test('private datasets leak nowhere', async () => {
  const paths = [
    '/catalog.ttl',
    '/catalog.ttl?q=name:secret',
    '/catalog.rdf?page=3',
    '/dcat.json?page=3',
    '/data.json',
  ]
  for (const path of [...paths, '/data.jsonl'])
    for (const as of [undefined, 'admin']) {
      const { status, body } = await read(path, as)
      expect([path, status]).toEqual([path, 200])
      expect(body).not.toContain('secret"')
    }
  expect((await read('/dataset/secret.ttl')).status).toBe(403)
  expect((await read('/dataset/secret/croissant.jsonld')).status).toBe(404)
  expect((await read('/dataset/secret.ttl', 'admin')).status).toBe(200)
})

test('no value breaks out of its place', async () => {
  const turtle = await textOf('/dataset/odd.ttl')
  expect(turtle).not.toContain('<http://evil.example')
  expect(turtle).toContain('dct:title "A <b> & \\"c\\" \\\\ \'d\'"')
  expect(turtle).toMatch(/^[\u0000-\u007f]*$/)
  expect(turtle).toContain('Wasserverband K\\u00F6ln \\U0001D51A')
  const xml = await textOf('/dataset/odd.rdf')
  expect(xml).toContain("<dct:title>A &lt;b&gt; &amp; &quot;c&quot; \\ 'd'</dct:title>")
  expect(xml).not.toContain('\u0001')
  expect(JSON.parse(await textOf('/dataset/odd.jsonld'))).toHaveProperty('@graph')
  expect(JSON.parse(await textOf('/dataset/odd/croissant.jsonld'))).toMatchObject({ '@type': 'sc:Dataset' })
  for (const profile of ['euro_dcat_ap', 'euro_dcat_ap_2', 'dcat_us_3', 'schemaorg', 'croissant'])
    expect((await read(`/dataset/odd.n3?profiles=${profile}`)).status).toBe(200)
})

test('Croissant tells the columns of tables', async () => {
  const { result } = await site.post(
    'package_create',
    {
      name: 'trees',
      owner_org: 'water-board',
      extras: [{ key: 'license', value: 'In words' }],
      resources: [{ url: 'http://example.org/trees.csv', hash: 'a'.repeat(32) }],
    },
    'admin',
  )
  const [file] = (result as { resources: { id: string }[] }).resources
  const fields = [
    { id: 'number', type: 'int' },
    { id: 'kind of tree', type: 'text' },
  ]
  const table = { resource_id: file?.id, force: true, fields, primary_key: ['number'] }
  expect((await site.post('datastore_create', table, 'admin')).status).toBe(200)
  const records = `${file?.id ?? ''}/records`
  expect(JSON.parse(await textOf('/dataset/trees/croissant.jsonld'))).toMatchObject({
    license: 'In words',
    distribution: [{ '@type': 'cr:FileObject', md5: 'a'.repeat(32) }],
    recordSet: [
      {
        '@id': records,
        key: { '@id': `${records}/number` },
        field: [
          { '@id': `${records}/number`, dataType: 'sc:Integer', source: { extract: { column: 'number' } } },
          { '@id': `${records}/kind%20of%20tree`, dataType: 'sc:Text' },
        ],
      },
    ],
  })
})

test('parameters that mean nothing are refused', async () => {
  for (const query of ['page=0', 'page=1e3', 'modified_since=soon', 'profiles=none', 'q=title:%5B', 'fq=(('])
    expect([query, (await read(`/catalog.ttl?${query}`)).status]).toEqual([query, 409])
  expect((await read('/catalog.ttl?modified_since=2020-01-01T00:00:00%2B02:00')).status).toBe(200)
  expect((await read('/catalog.json')).status).toBe(404)
  expect((await site.get('dcat_dataset_show', { id: 'p1', format: 'toString' })).status).toBe(409)
})

test('data.json is one whole catalogue, data.jsonl the same by lines', async () => {
  const whole = JSON.parse(await textOf('/data.json')) as {
    dataset: { title: string; accessLevel: string }[]
  }
  expect(whole).toMatchObject({ conformsTo: 'https://project-open-data.cio.gov/v1.1/schema' })
  expect(whole.dataset.map(({ title }) => title).slice(0, 3)).toEqual(['p1', 'p2', 'p3'])
  const lines = (await textOf('/data.jsonl')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(whole.dataset)
})
