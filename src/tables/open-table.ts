import { open } from 'node:fs/promises'
import { BrokenJson } from './broken-json.ts'
import { openCsv } from './open-csv.ts'
import { openJson } from './open-json.ts'
import type { TableLimits } from './table-limits.ts'
import type { TableSource } from './table-source.ts'
import { listZip, unpackEntry, unpackGzip, type ZipEntries } from './unpack-file.ts'
import { UnreadableTable } from './unreadable-table.ts'

const HEAD = 4096

/** What is no table, by its first bytes as Latin-1, and what to say of it. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^%PDF-/, 'a PDF document'],
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8|RIFF....WEBP|II\*\0|MM\0\*)/, 'an image'],
  [
    /^Rar!|^7z\xbc\xaf|^BZh|^\xfd7zXZ/,
    'an archive of a kind that is not read here (publish it as zip or gzip)',
  ],
  [/^SQLite format 3\0/, 'an SQLite database'],
  [/^\x00\x00\x27\x0a/, 'a shapefile (publish it as GeoJSON or CSV, too)'],
  [/^\{\\rtf/, 'a text document (RTF)'],
]

const HTML = /^\s*(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|title|meta|div|table)[\s>]/i

const TABLES_IN_ZIP = /\.(?:csv|tsv|tab|txt|dat|xlsx?|xlsm|ods|json|jsonl|ndjson|geojson|parquet)$/i
const MADE_BY_SYSTEMS = /(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$)/i

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Text of the head without byte order marks and the zeros of UTF-16, enough to tell formats apart. */
const textOf = (head: Buffer): string =>
  head
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)+|^\xff\xfe|^\xfe\xff/, '')
    .replaceAll('\0', '')

function refuseHtml(text: string): never {
  const title = /<title[^>]*>([^<]{1,100})/i.exec(text)?.[1]?.trim()
  const named = title === undefined ? '' : ` titled “${Buffer.from(title, 'latin1').toString('utf8')}”`
  throw new UnreadableTable(
    `This is a web page (HTML)${named}, not a table: the link probably leads to a page about the file or to a login. Link the file itself.`,
  )
}

/** The one entry of a zip that is a table. */
function tableIn({ names }: ZipEntries): string {
  const files = names.filter((name) => !name.endsWith('/') && !MADE_BY_SYSTEMS.test(name))
  const tables = files.filter((name) => TABLES_IN_ZIP.test(name))
  const [only] =
    tables.length === 1
      ? tables
      : tables.filter((name) => !/read_?me|lies_?mich|licen[cs]e|metadata/i.test(name))
  const [alone] = files
  if (tables.length === 0 && files.length === 1 && alone !== undefined) return alone
  if (only === undefined)
    throw new UnreadableTable(files.length === 0 ? 'The zip file is empty.' : 'The zip file holds no table.')
  const rest = tables.filter((name) => !/read_?me|lies_?mich|licen[cs]e|metadata/i.test(name))
  if (rest.length > 1)
    throw new UnreadableTable(
      `The zip file holds ${rest.length} tables (${rest.slice(0, 5).join(', ')}${rest.length > 5 ? ', …' : ''}): publish each as a resource of its own.`,
    )
  return only
}

/** The readers of spreadsheets and Parquet are large: they are read when a file needs them. */
async function openWorkbook(path: string, format: string): Promise<TableSource> {
  const { openSpreadsheet } = await import('./open-spreadsheet.ts')
  return openSpreadsheet(path, format)
}

async function openColumns(path: string): Promise<TableSource> {
  const { openParquet } = await import('./open-parquet.ts')
  return openParquet(path)
}

async function openZip(
  path: string,
  folder: string,
  limits: TableLimits,
  depth: number,
): Promise<TableSource> {
  const entries = await listZip(path)
  const has = (pattern: RegExp): boolean => entries.names.some((name) => pattern.test(name))
  const workbook = has(/^xl\//) ? 'XLSX' : has(/^content\.xml$/) ? 'ODS' : undefined
  if (workbook !== undefined) {
    if (entries.size > limits.spreadsheetSize)
      throw new UnreadableTable(
        `The ${workbook} file unpacks to more than ${Math.round(limits.spreadsheetSize / 1024 / 1024)} MB. Publish it as CSV.`,
      )
    return openWorkbook(path, workbook)
  }
  if (has(/^word\/|^ppt\//))
    throw new UnreadableTable('This is a text document or presentation, not a table.')
  const name = tableIn(entries)
  const source = await openDepth(
    await unpackEntry(path, name, folder, limits.unpackedSize),
    folder,
    limits,
    depth + 1,
  )
  return { ...source, decisions: [`The table is “${name}” of a zip file.`, ...source.decisions] }
}

async function openDepth(
  path: string,
  folder: string,
  limits: TableLimits,
  depth: number,
): Promise<TableSource> {
  if (depth > 2) throw new UnreadableTable('The file is packed more than twice.')
  const head = await readHead(path)
  if (head.length === 0) throw new UnreadableTable('The file is empty.')
  const raw = head.toString('latin1')
  if (raw.startsWith('\x1f\x8b')) {
    const source = await openDepth(
      await unpackGzip(path, folder, limits.unpackedSize),
      folder,
      limits,
      depth + 1,
    )
    return { ...source, decisions: ['The file is packed with gzip.', ...source.decisions] }
  }
  if (raw.startsWith('PK\x03\x04') || raw.startsWith('PK\x05\x06'))
    return openZip(path, folder, limits, depth)
  if (raw.startsWith('\xd0\xcf\x11\xe0')) return openWorkbook(path, 'XLS')
  if (raw.startsWith('PAR1')) return openColumns(path)
  const other = OTHERS.find(([pattern]) => pattern.test(raw))
  if (other) throw new UnreadableTable(`This is ${other[1]}, not a table.`)
  const text = textOf(head)
  if (HTML.test(text)) refuseHtml(text)
  if (/^\s*<\?xml[^]*urn:schemas-microsoft-com:office:spreadsheet/i.test(text))
    return openWorkbook(path, 'XML spreadsheet')
  if (/^\s*<\?xml\s|^\s*<[a-z][\w:-]*[\s>]/i.test(text))
    throw new UnreadableTable('This is XML, not a table: publish the rows as CSV or JSON.')
  if (/^\s*[[{]/.test(text)) return openJsonOrCsv(path, limits)
  return openCsv(path, limits)
}

/** A table of text may begin with a bracket, too: what is no JSON gets a second chance. */
async function openJsonOrCsv(path: string, limits: TableLimits): Promise<TableSource> {
  try {
    return await openJson(path, limits)
  } catch (error) {
    const head = textOf(await readHead(path))
    if (/^\s*(?:\{\s*"|\[\s*[{[\]])/.test(head) || !(error instanceof BrokenJson)) throw error
    return openCsv(path, limits)
  }
}

/**
 * Opens the table in a file, whatever its name says: what counts is what the file holds.
 *
 * @param folder an empty folder for what has to be unpacked; the caller removes it
 * @throws UnreadableTable when it holds no table, with the reason
 */
export async function openTable(path: string, folder: string, limits: TableLimits): Promise<TableSource> {
  return openDepth(path, folder, limits, 0)
}
