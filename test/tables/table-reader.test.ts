import { gzipSync } from 'node:zlib'
import { utils, write, type BookType } from '@e965/xlsx'
import { readFile } from '../support/read-file.ts'

const csv = (...lines: readonly string[]) => readFile(Buffer.from(`${lines.join('\n')}\n`))

describe('text with delimiters', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', async (delimiter) => {
    const { columns, rows } = await csv(
      ['name', 'n', 'text'].join(delimiter),
      ['a', '1', `"x${delimiter}y"`].join(delimiter),
      ['b', '2', ''].join(delimiter),
    )
    expect(columns).toEqual(['name:text', 'n:numeric', 'text:text'])
    expect(rows).toEqual([
      ['a', 1, `x${delimiter}y`],
      ['b', 2, null],
    ])
  })

  it.each([
    ['utf-8 with two marks', Buffer.from('\ufeff\ufeffStraße,n\nä,1\n')],
    ['utf-16le', Buffer.from('\ufeffStraße,n\r\nä,1\r\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffStraße,n\nä,1\n', 'utf16le').swap16()],
    ['utf-16le without a mark', Buffer.from('Straße,n\nä,1\n', 'utf16le')],
    ['latin-1', Buffer.from('Straße,n\nä,1\n', 'latin1')],
  ])('reads %s', async (_, bytes) => {
    const { columns, rows } = await readFile(bytes)
    expect(columns).toEqual(['Straße:text', 'n:numeric'])
    expect(rows).toEqual([['ä', 1]])
  })

  it('reads Shift-JIS', async () => {
    const text = Buffer.from('96bc914f2c90940a938c8b9e8cf6899b8a6f2c310a91e58de38e73975c8e5a2c320a', 'hex')
    const { columns, rows } = await readFile(text)
    expect(columns).toEqual(['名前:text', '数:numeric'])
    expect(rows[1]).toEqual(['大阪市予算', 2])
  })

  it('keeps codes, reads dates in the order of the file and decimal commas', async () => {
    const { columns, rows } = await csv(
      'ags;datum;wert;menge;tag',
      '01001;03.02.2020;1.234,5;12;01/02/2020',
      '09162;31.12.2020;-0,25;n/a;13/02/2020',
      '11000;;7;3;03/02/2020',
    )
    expect(columns).toEqual(['ags:text', 'datum:timestamp', 'wert:numeric', 'menge:numeric', 'tag:timestamp'])
    expect(rows).toEqual([
      ['01001', '2020-02-03T00:00:00', 1234.5, 12, '2020-02-01T00:00:00'],
      ['09162', '2020-12-31T00:00:00', -0.25, null, '2020-02-13T00:00:00'],
      ['11000', null, 7, 3, '2020-02-03T00:00:00'],
    ])
  })

  it('reads monthly dates by the part that never changes', async () => {
    expect((await csv('d,n', '01/02/2020,1', '01/03/2020,2')).rows[0]?.[0]).toBe('2020-02-01T00:00:00')
    expect((await csv('d,n', '02/01/2020,1', '03/01/2020,2')).rows[0]?.[0]).toBe('2020-02-01T00:00:00')
  })

  it('makes names that the DataStore takes', async () => {
    const { columns, report } = await csv('a,a,,_id,"line\nbreak","say ""x"""', '1,2,3,4,5,6')
    expect(columns).toEqual(
      ['a', 'a_2', 'column_3', 'id', 'line break', "say 'x'"].map((name) => `${name}:numeric`),
    )
    expect(report.decisions).toContain('Column 3 has no name: it is called “column_3”.')
    expect(report.decisions).toContain('“line ⏎ break” is called “line break”.')
  })

  it('leaves out NUL, and says so', async () => {
    const { rows, report } = await csv('a,b', 'x\0y,1', 'z,2')
    expect(rows[0]).toEqual(['xy', 1])
    expect(report.decisions).toContain('NUL characters, which no table keeps, are left out.')
  })

  it('takes rows that are too short or too long', async () => {
    const { columns, rows } = await csv('a,b', '1', '2,3,4', '5,6,,')
    expect(columns).toEqual(['a:numeric', 'b:numeric', 'column_3:numeric'])
    expect(rows).toEqual([
      [1, null, null],
      [2, 3, 4],
      [5, 6, null],
    ])
  })

  it('leaves out titles above the header, totals and notes below', async () => {
    const { columns, rows, report } = await csv(
      'Population of the town,,',
      'as of 2020,,',
      ',,',
      'District,Men,Women',
      'North,10,12',
      'South,20,21',
      'East,5,6',
      'Total,35,39',
      'Source: the office of statistics of the town,,',
    )
    expect(columns).toEqual(['District:text', 'Men:numeric', 'Women:numeric'])
    expect(rows).toHaveLength(3)
    expect(report.decisions).toContain('Left out: 2 lines above the header.')
  })

  it('sees that there is no header', async () => {
    const { columns, rows } = await csv('north,12,2020-01-01', 'south,13,2020-01-02', 'east,14,2020-01-03')
    expect(columns).toEqual(['column_1:text', 'column_2:numeric', 'column_3:timestamp'])
    expect(rows).toHaveLength(3)
  })

  it('makes a stray cell null when there are thousands of numbers, and counts it', async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => (at === 2500 ? 'abc,1' : `${at},1`))
    const { columns, rows, report } = await csv('n,m', ...lines)
    expect(columns[0]).toBe('n:numeric')
    expect(rows[2500]).toEqual([null, 1])
    expect(report.columns[0]).toMatchObject({ nulled: 1, nulled_samples: ['abc'] })
  })

  it('keeps every digit', async () => {
    const { rows } = await csv('n,m', '123456789012345678901234567890,1.10', '0.1,2.20')
    expect(rows[0]).toEqual(['123456789012345678901234567890', '1.10'])
  })

  it('survives a quote that nobody closed and a cell of ten megabytes', async () => {
    const { rows } = await csv('a,b', '1,"open', ...Array.from({ length: 50 }, (_, at) => `${at},x`))
    expect(rows.length).toBeGreaterThan(0)
    const long = await csv('a,b', `1,"${'x'.repeat(10_000_000)}"`, '2,y')
    expect(long.rows.map((row) => String(row[1]).length)).toEqual([10_000_000, 1])
  })
})

describe('spreadsheets', () => {
  const sheet = utils.aoa_to_sheet(
    [
      ['Trees of the town'],
      ['name', 'planted', 'height', 'code'],
      ['Oak', new Date(Date.UTC(2020, 1, 29)), 1.5, 7],
      ['Ash', new Date(Date.UTC(1999, 11, 31)), 0.1 + 0.2, 12],
      ['Elm', null, 3, 5],
    ],
    { UTC: true },
  )
  for (const cell of ['D3', 'D4', 'D5']) sheet[cell].z = '000'
  const book = { SheetNames: ['empty', 'trees'], Sheets: { empty: {}, trees: sheet } }

  it.each(['xlsx', 'biff8', 'ods'])('reads %s', async (bookType) => {
    const bytes = write(book, { type: 'buffer', bookType: bookType as BookType }) as Buffer
    const { columns, rows } = await readFile(bytes)
    expect(columns.slice(0, 3)).toEqual(['name:text', 'planted:timestamp', 'height:numeric'])
    expect(rows[0]?.slice(0, 3)).toEqual(['Oak', '2020-02-29T00:00:00', 1.5])
    expect(rows[1]?.[2]).toBe(0.3)
    if (bookType !== 'ods') expect(rows[0]?.[3]).toBe('007')
  })

  it('refuses a broken one with the reason', async () => {
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    await expect(readFile(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(
      /zip file is broken|can't be read/,
    )
  })
})

describe('JSON', () => {
  it('reads records wherever they lie', async () => {
    const { columns, rows } = await readFile(
      Buffer.from(
        JSON.stringify({
          meta: 1,
          data: {
            items: [
              { a: 1, b: { c: 2 } },
              { a: 2, d: 'x' },
            ],
          },
        }),
      ),
    )
    expect(columns).toEqual(['a:numeric', 'b:json', 'd:text'])
    expect(rows).toEqual([
      [1, '{"c":2}', null],
      [2, null, 'x'],
    ])
  })

  it('reads lines and tells of broken ones', async () => {
    const { rows, report } = await csv('{"a": 1}', '{"a": 2}', 'oops', '{"a": 3}')
    expect(rows).toEqual([[1], [2], [3]])
    expect(report.decisions).toEqual(['Left out: 1 line without a JSON object.'])
  })

  it.each([
    ['a collection', (feature: object) => ({ type: 'FeatureCollection', features: [feature] })],
    ['a single feature', (feature: object) => feature],
  ])('reads GeoJSON: %s', async (_what, documentOf) => {
    const feature = {
      type: 'Feature',
      properties: { name: 'x' },
      geometry: { type: 'Point', coordinates: [1, 2] },
    }
    const { columns, rows } = await readFile(Buffer.from(JSON.stringify(documentOf(feature))))
    expect(columns).toEqual(['name:text', 'geometry:json'])
    expect(rows).toEqual([['x', '{"type":"Point","coordinates":[1,2]}']])
  })
})

describe('what goes wrong', () => {
  it('reads the rows behind a quote that is never closed', async () => {
    const { rows } = await readFile(Buffer.from(`a,b\n1,"never closed\n${'2,x\n'.repeat(50)}`))
    expect(rows).toHaveLength(51)
    expect(rows[0]).toEqual([1, '"never closed'])
  })

  it('leaves out remarks above the names', async () => {
    const { columns, rows } = await readFile(Buffer.from('# made by us\n# in 2020\na,b\n1,2\n3,4\n'))
    expect(columns).toEqual(['a:numeric', 'b:numeric'])
    expect(rows).toHaveLength(2)
  })

  it('reads short texts in Cyrillic letters', async () => {
    const bytes = Buffer.from(
      'e3eef0eee43bf7e8f1ebee0acceef1eae2e03b310acae0e7e0edfc3b320ad1eef7e83b330a',
      'hex',
    )
    expect((await readFile(bytes)).rows).toEqual([
      ['Москва', 1],
      ['Казань', 2],
      ['Сочи', 3],
    ])
  })
})

describe('what is packed', () => {
  it('reads gzip', async () => {
    const { rows, report } = await readFile(gzipSync('a,b\n1,2\n'))
    expect(rows).toEqual([[1, 2]])
    expect(report.decisions[0]).toBe('The file is packed with gzip.')
  })
})

describe('what is no table', () => {
  it.each([
    ['<!DOCTYPE html><html><head><title>Log in</title></head></html>', 'web page (HTML) titled “Log in”'],
    ['%PDF-1.4 ...', 'a PDF document'],
    ['<?xml version="1.0"?><a/>', 'This is XML'],
    ['', 'The file is empty.'],
    ['{"a": 1', 'The JSON is broken'],
    ['{"a": 1}', 'holds no list of records'],
    ['[1, 2, 3]', 'holds no list of records'],
    ['\0'.repeat(20), 'This is no text'],
    ['\u0001\u0002\u0003a;b\u0004\u0005', 'This is no text'],
  ])('refuses %j with the reason', async (text, reason) => {
    await expect(readFile(Buffer.from(text))).rejects.toThrow(reason)
  })

  it('ends a reader that takes too long or too much', async () => {
    const rows = Array.from({ length: 200_000 }, (_, at) => `${at},x`).join('\n')
    await expect(readFile(Buffer.from(`a,b\n${rows}`), { seconds: 0.05 })).rejects.toThrow('took longer than')
  })

  it('refuses a gzip bomb', async () => {
    const zeros = gzipSync(Buffer.alloc(1 << 20, 'a,b\n'))
    await expect(readFile(zeros.subarray(0, zeros.length - 20))).rejects.toThrow('The gzip file is broken')
  })
})

describe('a long file whose beginning promises something else than its end', () => {
  const lines = (count: number, line: (n: number) => string): string =>
    Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('')

  it.each([
    ['words among numbers', lines(30_000, (n) => `${n},${n > 20_000 ? 'word' : n}`), ['a:numeric', 'b:text']],
    [
      'a day above 12',
      lines(30_000, (n) => `${n},${n > 20_000 ? 13 : 3}/04/2020`),
      ['a:numeric', 'b:timestamp'],
    ],
    [
      'one more column',
      lines(30_000, (n) => (n > 20_000 ? `${n},1,x` : `${n},1`)),
      ['a:numeric', 'b:numeric', 'column_3:text'],
    ],
    ['a code', `${lines(30_000, (n) => `${n},${n}`)}007,7\n`.repeat(2), ['a:text', 'b:numeric']],
  ])('takes all of it: %s', async (_, text, columns) => {
    const table = await readFile(Buffer.from(`a,b\n${text}`))
    expect(table.columns).toEqual(columns)
    expect(table.rows).toHaveLength(text.split('\n').length - 1)
    expect(table.report.rows).toBe(table.rows.length)
  })

  it('reads all dates as the one that tells day from month', async () => {
    const text = lines(30_000, (n) => `${n > 20_000 ? 13 : 3}/04/2020`)
    const { rows } = await readFile(Buffer.from(`day\n${text}`))
    expect(rows[0]).toEqual(['2020-04-03T00:00:00'])
    expect(rows.at(-1)).toEqual(['2020-04-13T00:00:00'])
  })

  it('counts what did not fit when the beginning was right', async () => {
    const text = lines(30_000, (n) => `${n},${n === 25_000 ? 'odd' : n}`)
    const { columns, rows, report } = await readFile(Buffer.from(`a,b\n${text}Total,449985000\n`))
    expect(columns).toEqual(['a:numeric', 'b:numeric'])
    expect(rows).toHaveLength(30_000)
    expect(rows[25_000]).toEqual([25_000, null])
    expect(report.columns[1]).toMatchObject({ nulled: 1, nulled_samples: ['odd'] })
    expect(report.decisions.join(' ')).toContain('Left out: 1 row at the end')
  })
})
