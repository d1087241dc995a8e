import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { readCatalogue, type ReadOptions, type Recognised } from '../../src/loading/readers/read-catalogue.ts'
import type { CatalogueRecord, UnreadableRecord } from '../../src/loading/readers/record.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'readers-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

async function readFile(content: string | Buffer, options?: ReadOptions) {
  const file = path.join(folder, 'catalogue')
  writeFileSync(file, content)
  const records: (CatalogueRecord | UnreadableRecord)[] = []
  for await (const record of readCatalogue(file, options)) records.push(record)
  return records
}

const names = (records: readonly (CatalogueRecord | UnreadableRecord)[]) =>
  records.map((item) => (item.kind === undefined ? item.reason : item.record.name))

const dataset = (name: string, more: object = {}) => ({
  name,
  title: name,
  owner_org: 'o',
  resources: [],
  ...more,
})

describe('JSON lines (ckanapi dump)', () => {
  it('ends lines at \\n only, so that U+2028 and its like load', async () => {
    const title = 'before\u2028\u2029\u0085\u000bafter'
    const line = JSON.stringify(dataset('one', { title }))
    expect(line).toContain('\u2028')
    const records = await readFile(`${line}\n${JSON.stringify(dataset('two'))}\n`)
    expect(names(records)).toEqual(['one', 'two'])
    expect(records[0]).toMatchObject({ kind: 'dataset', line: 1, record: { title } })
  })

  it('reads gzip, a byte order mark, \\r\\n and a last line without an end', async () => {
    const text = `\ufeff${JSON.stringify(dataset('one'))}\r\n\r\n${JSON.stringify(dataset('zwölf'))}`
    expect(names(await readFile(gzipSync(text)))).toEqual(['one', 'zwölf'])
  })

  it('reports a broken line and goes on', async () => {
    const good = (name: string) => Buffer.from(`${JSON.stringify(dataset(name))}\n`)
    const records = await readFile(
      Buffer.concat([
        good('one'),
        Buffer.from('{"name": "two",\n'),
        Buffer.from('{"name": "\xff"}\n', 'latin1'),
        good('four'),
        Buffer.from('[1]\n{}\n'),
      ]),
    )
    expect(records.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6])
    expect(names(records)).toEqual([
      'one',
      expect.stringContaining('not valid JSON'),
      'not valid UTF-8',
      'four',
      'it is 1, not a record',
      'it is an object with nothing in it, not a record of CKAN',
    ])
  })

  it('tells organizations, groups, users and datasets apart', async () => {
    const lines = [
      { name: 'o', is_organization: true, type: 'organization' },
      { name: 'g', is_organization: false, type: 'group', tags: [] },
      { name: 'u', fullname: null, sysadmin: false, number_created_packages: 0 },
      dataset('d'),
    ]
    const records = await readFile(lines.map((line) => JSON.stringify(line)).join('\n'))
    expect(records.map(({ kind }) => kind)).toEqual(['organization', 'group', 'user', 'dataset'])
  })

  it('takes the word of the caller for the kind', async () => {
    const records = await readFile('{"name": "x"}', { kind: 'group' })
    expect(records).toMatchObject([{ kind: 'group', record: { name: 'x' } }])
  })
})

describe('answers and lists', () => {
  const answer = (result: unknown) => JSON.stringify({ help: 'h', success: true, result }, null, 2)

  it('reads package_search, package_show, lists and organization_list', async () => {
    const search = answer({
      count: 2,
      sort: '',
      results: [dataset('one'), dataset('two')],
      search_facets: {},
    })
    expect(names(await readFile(search))).toEqual(['one', 'two'])
    expect(
      names(await readFile(answer(dataset('show', { extras: [{ key: 'results', value: '[' }] })))),
    ).toEqual(['show'])
    expect(names(await readFile(answer([dataset('current'), dataset('list')])))).toEqual(['current', 'list'])
    expect(names(await readFile(JSON.stringify([dataset('bare')])))).toEqual(['bare'])
    expect(names(await readFile(JSON.stringify({ count: 1, results: [dataset('no-envelope')] })))).toEqual([
      'no-envelope',
    ])
    const list = await readFile(answer([{ name: 'o', is_organization: true }]))
    expect(list).toMatchObject([{ kind: 'organization', line: 5 }])
  })

  it('reads answers one after another, on a line each or spread over lines', async () => {
    const one = { success: true, result: { results: [dataset('a'), dataset('b')] } }
    const two = { success: true, result: dataset('c') }
    expect(names(await readFile(`${JSON.stringify(one)}\n${JSON.stringify(two)}\n`))).toEqual(['a', 'b', 'c'])
    const spread = `${JSON.stringify(dataset('d'), null, 1)}\n${JSON.stringify(dataset('e'), null, 1)}\n`
    expect(names(await readFile(spread))).toEqual(['d', 'e'])
  })

  it('finds the items wherever the chunks are cut', async () => {
    const tricky = { notes: '"]}, [{\\', extras: [{ key: 'a,b', value: '\u2028"' }] }
    const many = Array.from({ length: 6000 }, (_, i) => dataset(`n-${String(i)}`, tricky))
    const records = await readFile(answer({ results: many }))
    expect(records).toHaveLength(6000)
    expect(records.every((item) => item.kind === 'dataset' && item.record.notes === tricky.notes)).toBe(true)
  })

  it('keeps what came before the break of a document', async () => {
    const text = JSON.stringify([dataset('one'), dataset('two')])
    expect(names(await readFile(text.slice(0, -5)))).toEqual(['one', 'the JSON document ends in the middle'])
    expect(names(await readFile(`${text} oops`))).toEqual([
      'one',
      'two',
      'unexpected text outside the JSON document; nothing was read from here on',
    ])
  })
})

describe('dialects', () => {
  it('turns CKAN 1.x into the present shape', async () => {
    const seen: Recognised[] = []
    const old = dataset('old', {
      tags: ['a', 'b'],
      groups: ['geo'],
      extras: { sector: 'public', years: [2012, 2013], gone: null, empty: '' },
    })
    const [item] = await readFile(JSON.stringify([old]), { onRecognised: (what) => seen.push(what) })
    expect(seen).toMatchObject([{ kind: 'dataset', dialect: 'CKAN 1.x' }])
    expect(item).toMatchObject({
      record: {
        tags: [{ name: 'a' }, { name: 'b' }],
        groups: [{ name: 'geo' }],
        extras: [
          { key: 'sector', value: 'public' },
          { key: 'years', value: '[2012, 2013]' },
          { key: 'empty', value: '' },
        ],
      },
    })
  })

  it('turns DKAN into the present shape', async () => {
    const [item] = await readFile(
      JSON.stringify([
        {
          ...dataset('container'),
          owner_org: undefined,
          private: 'Veröffentlicht',
          state: 'Active',
          type: 'Dataset',
          license_title: 'dl-de-by',
          metadata_created: '2015-01-21T11:40:32+01:00',
          tags: [{ id: 't', vocabulary_id: '2', name: 'Soziales' }],
          groups: [{ id: 'g', name: 'group/stadt-bonn', title: 'Stadt Bonn' }],
          resources: [
            {
              name: 'dataset/a/resource/b',
              size: '23.9 KB',
              mimetype: 'csv',
              state: 'Active',
              last_modified: 'Date changed\t2015-01-21T11:54:45+01:00',
            },
          ],
        },
      ]),
    )
    const { resources } = (item as CatalogueRecord).record
    expect(resources).toEqual([{ state: 'active', last_modified: '2015-01-21T11:54:45+01:00' }])
    expect(item).toMatchObject({
      record: {
        private: false,
        state: 'active',
        type: 'dataset',
        license_id: 'dl-de-by',
        owner_org: 'g',
        organization: { name: 'stadt-bonn' },
        groups: [],
        tags: [{ name: 'Soziales' }],
      },
    })
  })
})

describe('what is no catalogue', () => {
  const found = async (content: string | Buffer) => {
    try {
      return names(await readFile(content))
    } catch (error) {
      return [(error as Error).name, (error as Error).message]
    }
  }
  it.each([
    ['', 'it is empty'],
    ['<?xml version="1.0"?>', 'it is XML; loading takes JSON'],
    ['<!DOCTYPE html><html>', 'it is an HTML page'],
    ['name,title\na,b\n', 'it begins with “name,title”, which is no JSON'],
    ['["a", "b"]', expect.stringContaining('a list of names')],
    [Buffer.from('\ufeff[]', 'utf16le'), 'it is UTF-16 text; UTF-8 is needed'],
    [
      gzipSync(JSON.stringify([dataset('a')]).repeat(50)).subarray(0, 30),
      expect.stringContaining('its gzip data is damaged'),
    ],
    [JSON.stringify({ '@type': 'dcat:Catalog', dataset: [] }), expect.stringContaining('it is DCAT')],
    [JSON.stringify({ type: 'FeatureCollection', features: [] }), 'it is GeoJSON data, not a catalogue'],
    [
      JSON.stringify([
        {
          name: { type: 'string', description: 'a', required: true },
          title: { type: 'string', description: 'a' },
          resources: { type: 'array', items: [] },
        },
      ]),
      expect.stringContaining(
        'it describes fields in the manner of a JSON Schema ("name", "title", "resources" are',
      ),
    ],
  ])('%p is refused', async (content, message) => {
    expect(await found(content)).toEqual(['UnreadableSource', message])
  })

  it('an answer that reports an error is told as such', async () => {
    const error = { __type: 'Not Found Error', message: 'Not found' }
    expect(await found(JSON.stringify({ success: false, error }))).toEqual([
      'it is an answer that reports an error: {"__type":"Not Found Error","message":"Not found"}',
    ])
  })

  it('a missing file is told as such', async () => {
    await expect(readCatalogue(path.join(folder, 'none')).next()).rejects.toThrow('there is no such file')
  })
})
