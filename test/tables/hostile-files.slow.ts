import { gzipSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { zipOf } from '../support/zip-of.ts'
import { readFile } from '../support/read-file.ts'

describe('files made to harm', () => {
  it('gives a spreadsheet up that unpacks to far more than it is', async () => {
    const bytes = zipOf({ 'xl/workbook.xml': '<workbook/>' })
    // What the directory says of the size of its one file.
    bytes.writeUInt32LE(600_000_000, bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24)
    await expect(readFile(bytes)).rejects.toThrow('unpacks to more than 512 MB')
  })

  it('ends the reader when it takes too much memory', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => [at, `text ${at}`, at * 2])
    const book = { SheetNames: ['a'], Sheets: { a: utils.aoa_to_sheet(rows) } }
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
    await expect(readFile(bytes, { memory: 100 })).rejects.toThrow('memory')
  })

  it('reads a zip with one table, and refuses one with several', async () => {
    const one = zipOf({ '__MACOSX/._a.csv': 'x', 'readme.txt': 'Read me', 'data/a.csv': 'a,b\n1,2\n' })
    expect((await readFile(one)).rows).toEqual([[1, 2]])
    const two = zipOf({ 'a.csv': 'a\n1\n', 'b.csv': 'b\n2\n' })
    await expect(readFile(two)).rejects.toThrow('holds 2 tables (a.csv, b.csv)')
    await expect(readFile(zipOf({ '../../evil.csv': 'a,b\n1,2\n' }))).rejects.toThrow()
  })

  it('unpacks only so often', async () => {
    await expect(readFile(gzipSync(gzipSync(gzipSync(gzipSync('a,b\n1,2\n')))))).rejects.toThrow(
      'packed more than twice',
    )
  })

  it.each([
    ['noise', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256))],
    ['zeros', Buffer.alloc(5000)],
    ['a thousand brackets', Buffer.from('['.repeat(100_000))],
    ['quotes', Buffer.from('"'.repeat(100_001))],
    ['half a zip', Buffer.from('504b0304140000000800', 'hex')],
    ['half a Parquet file', Buffer.from('PAR1abcdPAR1')],
    ['half an XLS', Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a deep object', Buffer.from(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)],
    ['two thousand columns', Buffer.from(`${Array.from({ length: 2000 }, (_, at) => `c${at}`).join(',')}\n`)],
  ])('survives %s', async (_, bytes) => {
    const outcome = await readFile(bytes).then(
      ({ rows }) => ({ rows: rows.length }),
      (error: unknown) => ({ error: (error as Error).name }),
    )
    expect(outcome).not.toEqual({ error: 'Error' })
  })
})
