import Sqlite from 'better-sqlite3'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { xlsxDump } from '../../../src/http/dump/xlsx-dump.ts'
import { type Running, runProgram, startProgram } from '../../cli/run-program.ts'
import { readFile } from '../../support/read-file.ts'

const ID = 'd6000000-0000-4000-8000-00000000000a'
const PLAIN = 'd6000000-0000-4000-8000-00000000000b'
const fields = [
  { id: 'name', type: 'text' },
  { id: 'size', type: 'numeric' },
  { id: 'seen', type: 'timestamp' },
  { id: 'day', type: 'date' },
  { id: 'is_old', type: 'bool' },
  { id: 'more', type: 'json' },
  { id: 'lon', type: 'float8' },
  { id: 'lat', type: 'float8' },
  { id: 'code', type: 'int8' },
]
const records = [
  {
    name: '=1+1',
    size: '1.10',
    seen: '2020-05-17T10:11:12',
    day: '2020-05-17',
    is_old: true,
    more: { a: [1] },
    lon: 13.5,
    lat: 52.25,
    code: '9007199254740993',
  },
  { name: 'Straße <&> "x"\nline', size: null, seen: null, lon: null, lat: null },
]

describe('dumps of other formats', () => {
  // The program itself: the writer of Parquet is an ES module, which tests can't load.
  let program: Running
  let data: string
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'dump-'))
    const user = [
      'user',
      'add',
      'admin',
      '--email',
      'admin@example.com',
      '--sysadmin',
      '--token',
      '--data',
      data,
    ]
    const token = (await runProgram(user)).stdout.trim().split('\n').at(-1) ?? ''
    program = await startProgram(['serve', '--port', '0', '--data', data])
    const post = async (action: string, params: object): Promise<void> => {
      const answer = await fetch(`${program.url}/api/3/action/${action}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: token },
        body: JSON.stringify(params),
      })
      expect(answer.status).toBe(200)
    }
    await post('organization_create', { name: 'water' })
    const resources = [ID, PLAIN].map((id) => ({ id, url: 'http://example.com/x' }))
    await post('package_create', { name: 'rivers', owner_org: 'water', resources })
    await post('datastore_create', { resource_id: ID, force: true, fields, records })
    const plain = [{ id: '=name', type: 'text' }]
    const rows = [{ '=name': '@x' }, { '=name': '-1' }, { '=name': 'plain' }]
    await post('datastore_create', { resource_id: PLAIN, force: true, fields: plain, records: rows })
  })
  afterAll(async () => {
    await program.stop()
    rmSync(data, { recursive: true })
  })

  const dump = async (query: string, id = ID) => {
    const answer = await fetch(`${program.url}/datastore/dump/${id}?${query}`)
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      encoding: answer.headers.get('content-encoding'),
      bytes: Buffer.from(await answer.arrayBuffer()),
    }
  }

  it('writes a workbook that people and programs read', async () => {
    const { type, encoding, bytes } = await dump('format=xlsx')
    expect([type, encoding]).toEqual([
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      null,
    ])
    const { columns, rows } = await readFile(bytes)
    expect(columns).toContain('seen:timestamp')
    expect(rows[0]).toEqual([
      1,
      '=1+1',
      1.1,
      '2020-05-17T10:11:12',
      '2020-05-17T00:00:00',
      true,
      '{"a":[1]}',
      13.5,
      52.25,
      '9007199254740993',
    ])
    expect(rows[1]?.slice(0, 3)).toEqual([2, 'Straße <&> "x"\nline', null])
  })

  it('goes on with another sheet where Excel ends', async () => {
    const part = (from: number) => ({
      text: Array.from({ length: 10 }, (_, n) => `[${String(from + n)},"x"]`).join(','),
      rows: 10,
      fields: [
        { id: '_id', type: 'int' },
        { id: 'a', type: 'text' },
      ],
    })
    async function* parts() {
      for (let from = 0; from < 30; from += 10) yield part(from)
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of xlsxDump(parts(), 16)) chunks.push(chunk)
    const whole = Buffer.concat(chunks).toString('latin1')
    expect([1, 2, 3].map((n) => whole.includes(`xl/worksheets/sheet${String(n)}.xml`))).toEqual([
      true,
      true,
      false,
    ])
  })

  it('writes features with the places that columns name', async () => {
    const { type, bytes } = await dump('format=geojson&fields=name,lon,lat')
    expect(type).toBe('application/geo+json')
    expect(JSON.parse(bytes.toString())).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [13.5, 52.25] },
          properties: { name: '=1+1', lon: 13.5, lat: 52.25 },
        },
        {
          type: 'Feature',
          geometry: null,
          properties: { name: 'Straße <&> "x"\nline', lon: null, lat: null },
        },
      ],
    })
    const refused = await dump('format=geojson', PLAIN)
    expect([refused.status, refused.bytes.toString()]).toEqual([400, expect.stringContaining('geometry')])
  })

  it('writes Parquet with its types', async () => {
    const { columns, rows } = await readFile((await dump('format=parquet')).bytes)
    expect(columns).toEqual([
      'id:numeric',
      'name:text',
      'size:numeric',
      'seen:timestamp',
      'day:timestamp',
      'is_old:bool',
      'more:text',
      'lon:numeric',
      'lat:numeric',
      'code:numeric',
    ])
    expect(rows[0]).toEqual([
      1,
      '=1+1',
      1.1,
      '2020-05-17T10:11:12',
      '2020-05-17T00:00:00',
      true,
      '{"a":[1]}',
      13.5,
      52.25,
      '9007199254740993',
    ])
    expect(rows[1]?.slice(2)).toEqual([null, null, null, null, null, null, null, null])
  })

  it('writes an SQLite database', async () => {
    const { bytes } = await dump('format=sqlite')
    const folder = mkdtempSync(join(tmpdir(), 'dump-'))
    writeFileSync(join(folder, 'x.sqlite'), bytes)
    const db = new Sqlite(join(folder, 'x.sqlite'), { readonly: true })
    expect(db.prepare('SELECT _id, name, size, is_old, more FROM rows').all()[0]).toEqual({
      _id: 1,
      name: '=1+1',
      size: 1.1,
      is_old: 1,
      more: '{"a":[1]}',
    })
    db.close()
    rmSync(folder, { recursive: true })
  })

  it.each(['xlsx', 'geojson', 'parquet', 'sqlite'])(
    'writes %s without rows, and with filters',
    async (format) => {
      expect((await dump(`format=${format}&limit=0`)).status).toBe(200)
      expect((await dump(`format=${format}&filters={"name":"none"}&sort=name desc`)).status).toBe(200)
      expect((await dump(`format=${format}&filters={"no":"none"}`)).status).toBe(400)
    },
  )

  it('keeps formulas out of spreadsheets when asked to', async () => {
    expect((await dump('', PLAIN)).bytes.toString()).toBe('_id,=name\r\n1,@x\n2,-1\n3,plain\n')
    expect((await dump('spreadsheet_safe=true', PLAIN)).bytes.toString()).toBe(
      "_id,'=name\r\n1,'@x\n2,'-1\n3,plain\n",
    )
    expect((await dump('spreadsheet_safe=true&format=tsv&fields=name,size')).bytes.toString()).toMatch(
      /^name\tsize\r\n'=1\+1\t1\.10\n/,
    )
  })
})
