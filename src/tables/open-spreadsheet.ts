import { readFileSync } from 'node:fs'
import { read, set_cptable, utils, type CellObject, type WorkSheet } from '@e965/xlsx'
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs'
import type { RawCell, RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

const BATCH = 2000
/** Excel's own precision: what follows is the noise of binary fractions. */
const DIGITS = 15

const pad = (value: number): string => String(value).padStart(2, '0')

/** Excel's dates have no zone; SheetJS gives them in UTC. A date alone is midnight. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const seconds = Math.round(date.getTime() / 1000)
  const rounded = new Date(seconds * 1000)
  const day = rounded.toISOString().slice(0, 10)
  const time = `${pad(rounded.getUTCHours())}:${pad(rounded.getUTCMinutes())}:${pad(rounded.getUTCSeconds())}`
  if (rounded.getUTCFullYear() < 1900) return time
  return time === '00:00:00' ? day : `${day}T${time}`
}

/** A number shown with leading zeros is a code: its text is what people see. */
function numberText(value: number, cell: CellObject): string {
  if (cell.w !== undefined && /^0\d+$/.test(cell.w)) return cell.w
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)))
}

function cellText(cell: CellObject | undefined): RawCell {
  if (cell?.v === undefined || cell.t === 'z' || cell.t === 'e') return null
  if (cell.v instanceof Date) return dateText(cell.v)
  if (typeof cell.v === 'number') return numberText(cell.v, cell)
  if (typeof cell.v === 'boolean') return cell.v ? 'true' : 'false'
  return cell.v
}

function* sheetRows(sheet: WorkSheet): Generator<RawRow> {
  const rows = (sheet['!data'] ?? []) as (CellObject | undefined)[][]
  for (const row of rows) {
    // A sheet's rows have holes where nothing stands.
    const cells: RawCell[] = []
    for (let column = 0; column < ((row as typeof row | undefined)?.length ?? 0); column++)
      cells.push(cellText(row[column]))
    yield cells
  }
}

async function* inBatches(sheet: WorkSheet): AsyncGenerator<readonly RawRow[]> {
  let batch: RawRow[] = []
  for (const row of sheetRows(sheet)) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const cellCount = (sheet: WorkSheet): number => {
  if (sheet['!ref'] === undefined) return 0
  const { s, e } = utils.decode_range(sheet['!ref'])
  return (e.r - s.r + 1) * (e.c - s.c + 1)
}

/**
 * The first sheet of a workbook (XLSX, XLS, ODS) that holds anything. The workbook is read as a whole: check its size
 * before, and read it where it can do no harm.
 *
 * @throws UnreadableTable when it is broken or empty
 */
export function openSpreadsheet(path: string, format: string): TableSource {
  set_cptable(codePages)
  let book
  try {
    book = read(readFileSync(path), {
      dense: true,
      cellDates: true,
      UTC: true,
      cellFormula: false,
      cellHTML: false,
      cellStyles: false,
    })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new UnreadableTable(
      `The ${format} file can't be read (${why}). Save it anew, or publish it as CSV.`,
    )
  }
  const visible = book.SheetNames.filter((_, at) => (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) === 0)
  const names = visible.length > 0 ? visible : book.SheetNames
  const name = names.find((candidate) => {
    const sheet = book.Sheets[candidate]
    return sheet !== undefined && cellCount(sheet) > 1
  })
  const sheet = name === undefined ? undefined : book.Sheets[name]
  if (name === undefined || sheet === undefined)
    throw new UnreadableTable(`The ${format} file holds no cells.`)
  const others = book.SheetNames.filter((other) => other !== name)
  return {
    format,
    decisions: [
      `Sheet “${name}” is the table.`,
      ...(others.length > 0
        ? [`Left out: the sheets ${others.map((other) => `“${other}”`).join(', ')}.`]
        : []),
    ],
    rows: () => inBatches(sheet),
  }
}
