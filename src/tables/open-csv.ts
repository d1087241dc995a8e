import { stat } from 'node:fs/promises'
import Papa from 'papaparse'
import { detectDelimiter } from './detect-delimiter.ts'
import { detectEncoding } from './detect-encoding.ts'
import { readText } from './read-text.ts'
import type { TableLimits } from './table-limits.ts'
import type { RawRow, TableSource } from './table-source.ts'

const SAMPLE = 128 * 1024
/** Lines behind a quote that is never closed: fewer may be one cell that was cut off. */
const OPEN_LINES = 20

const NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'vertical bar',
}

interface Parsed {
  readonly data: RawRow[]
  readonly errors: readonly { readonly code: string }[]
  readonly meta: { readonly cursor: number }
}

/** Papa Parse's own parser, which tells where the last whole record ends. */
function parseRecords(text: string, delimiter: string, last: boolean, quotes: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: '\n', ...(quotes ? {} : { quoteChar: '\u0000' }) })
  return parser.parse(text, 0, !last) as Parsed
}

async function* readRecords(
  path: string,
  encoding: string,
  delimiter: string,
  limits: TableLimits,
  onRead: (bytes: number) => void,
  onNul: () => void,
): AsyncGenerator<readonly RawRow[]> {
  let rest = ''
  let wanted = 0
  for await (const text of readText(path, encoding, onRead, onNul)) {
    rest += text
    // A record longer than a piece: wait until there is twice as much, so that reading stays linear.
    if (rest.length < wanted) continue
    let { data, meta } = parseRecords(rest, delimiter, false, true)
    if (meta.cursor === 0 && rest.length > limits.recordLength)
      ({ data, meta } = parseRecords(rest, delimiter, false, false))
    rest = rest.slice(meta.cursor)
    wanted = rest.length > SAMPLE ? rest.length * 2 : 0
    if (data.length > 0) yield data
  }
  if (rest === '') return
  const { data, errors } = parseRecords(rest, delimiter, true, rest.length <= limits.recordLength)
  // A quote that is never closed would swallow all rows behind it.
  const isOpen = errors.some(({ code }) => code === 'MissingQuotes') && rest.split('\n').length > OPEN_LINES
  if (!isOpen) {
    yield data
    return
  }
  const whole = parseRecords(rest, delimiter, false, true)
  yield whole.data
  yield parseRecords(rest.slice(whole.meta.cursor), delimiter, true, false).data
}

async function readSample(path: string, encoding: string): Promise<string> {
  let sample = ''
  for await (const text of readText(path, encoding)) {
    sample += text
    if (sample.length >= SAMPLE) break
  }
  if (sample.length < SAMPLE) return sample
  const end = sample.lastIndexOf('\n', SAMPLE)
  return end > 0 ? sample.slice(0, end + 1) : sample.slice(0, SAMPLE)
}

async function* withoutFirstRow(
  batches: AsyncIterable<readonly RawRow[]>,
): AsyncGenerator<readonly RawRow[]> {
  let first = true
  for await (const rows of batches) {
    yield first ? rows.slice(1) : rows
    first = false
  }
}

const WITHOUT_NUL = 'NUL characters, which no table keeps, are left out.'

/** Text with a delimiter between its cells, in any encoding. */
export async function openCsv(path: string, limits: TableLimits): Promise<TableSource> {
  const { label, reason } = await detectEncoding(path)
  const { delimiter, said } = detectDelimiter(await readSample(path, label))
  const named = NAMES[delimiter] ?? `“${delimiter}”`
  const { size } = await stat(path)
  const decisions = [
    reason,
    said ? `The first line names the delimiter: ${named}.` : `Cells are divided by ${named}.`,
  ]
  let read = 0
  const records = (): AsyncGenerator<readonly RawRow[]> => {
    read = 0
    return readRecords(
      path,
      label,
      delimiter,
      limits,
      (bytes) => (read += bytes),
      () => {
        if (!decisions.includes(WITHOUT_NUL)) decisions.push(WITHOUT_NUL)
      },
    )
  }
  return {
    format: delimiter === '\t' ? 'TSV' : 'CSV',
    decisions,
    commaDecimals: delimiter === ';',
    portion: () => read / Math.max(1, size),
    rows: () => (said ? withoutFirstRow(records()) : records()),
  }
}
