import { PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { rowsOf } from './compact-json.ts'
import type { RowsPart } from './dump-rows.ts'
import { headerRow, SHEET_END, SHEET_HEAD, sheetRow } from './xlsx-sheet.ts'
import { xlsxParts } from './xlsx-parts.ts'

/** Rows of a sheet, the names among them: Excel's limit. */
const MOST_ROWS = 1_048_576
/** The same file for the same rows. */
const OPTIONS = { mtime: new Date(Date.UTC(2000, 0, 1)), compressionLevel: 1 }

/** A workbook, streamed: as many sheets as the rows need. */
export async function* xlsxDump(
  parts: AsyncIterator<RowsPart>,
  mostRows = MOST_ROWS,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  let sheets = 0
  let part: RowsPart | undefined
  let rows: readonly (readonly unknown[])[] = []
  const advance = async (): Promise<boolean> => {
    const next = await parts.next()
    if (next.done) return false
    part = next.value
    rows = rowsOf(part.text)
    return true
  }
  async function* sheet(): AsyncGenerator<string> {
    const fields = part?.fields ?? []
    yield SHEET_HEAD + headerRow(fields)
    let room = mostRows - 1
    do {
      const fit = rows.slice(0, room)
      room -= fit.length
      rows = rows.slice(fit.length)
      yield fit.map((row) => sheetRow(fields, row)).join('')
    } while (room > 0 && (await advance()))
    yield SHEET_END
    if (rows.length > 0 || (room === 0 && (await advance()) && rows.length > 0)) addSheet()
    else finish()
  }
  const output = new PassThrough()
  zip.outputStream.pipe(output)
  const addSheet = (): void => {
    sheets++
    const text = Readable.from(sheet(), { objectMode: false })
    text.on('error', (error) => output.destroy(error))
    // A reader who has seen enough ends the rest, too.
    output.once('close', () => text.destroy())
    zip.addReadStream(text, `xl/worksheets/sheet${String(sheets)}.xml`, OPTIONS)
  }
  const finish = (): void => {
    for (const [name, text] of xlsxParts(sheets)) zip.addBuffer(Buffer.from(text), name, OPTIONS)
    zip.end()
  }
  zip.on('error', (error: Error) => output.destroy(error))
  output.on('error', () => undefined)
  // What is refused is refused before the file begins.
  await advance()
  addSheet()
  yield* output as AsyncIterable<Uint8Array>
}
