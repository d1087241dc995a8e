import { columnNames } from './column-names.ts'
import { addCell, newProfile, type ColumnProfile } from './column-profile.ts'
import { countOf } from './count-of.ts'
import { convertCell, NO_FIT, type TypedCell } from './convert-cell.ts'
import { decideColumns, type ColumnPlan, type ColumnType } from './decide-columns.ts'
import { findFooter, FOOTER_ROWS, type Footer } from './find-footer.ts'
import { findHeader } from './find-header.ts'
import type { ColumnReport, TableReport } from './load-report.ts'
import type { TableLimits } from './table-limits.ts'
import type { RawCell, RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** How many rows are looked at for the header. */
const SAMPLE_ROWS = 200
const BATCH = 2000
const SAMPLES = 3

export interface TableColumn {
  readonly id: string
  readonly type: ColumnType
}

/** A table whose columns are decided; its rows can be read once. */
export interface ReadTable {
  readonly columns: readonly TableColumn[]
  readonly count: number
  readonly rows: () => AsyncGenerator<readonly (readonly TypedCell[])[]>
  /** After the last row. */
  readonly report: () => TableReport
}

const isEmpty = (row: RawRow): boolean => {
  for (const cell of row) if (cell !== null && (typeof cell !== 'string' || cell.trim() !== '')) return false
  return true
}

interface Shape {
  readonly headings: readonly string[]
  /** Rows before the data, empty ones not counted. */
  readonly skip: number
  readonly decisions: readonly string[]
}

async function firstRows(source: TableSource): Promise<readonly RawRow[]> {
  const first: RawRow[] = []
  for await (const rows of source.rows()) {
    for (const row of rows) if (!isEmpty(row)) first.push(row)
    if (first.length >= SAMPLE_ROWS) break
  }
  return first.slice(0, SAMPLE_ROWS)
}

async function findShape(source: TableSource): Promise<Shape> {
  if (source.names) return { headings: source.names, skip: 0, decisions: [] }
  const rows = await firstRows(source)
  if (rows.length === 0) throw new UnreadableTable('The file holds no rows.')
  const header = findHeader(rows)
  const above = header.row < 0 ? header.start : header.row
  return {
    headings: header.headings,
    skip: header.start,
    decisions: [
      ...(above > 0 ? [`Left out: ${countOf(above, 'line')} above the header.`] : []),
      ...(header.row < 0 ? ['The first row is data already: the columns have no names.'] : []),
    ],
  }
}

interface Surveyed {
  readonly profiles: readonly ColumnProfile[]
  /** Rows of data, the footer not among them. */
  readonly count: number
  readonly footer: Footer
}

/** Skips empty rows and those before the data. */
async function* dataRows(source: TableSource, skip: number): AsyncGenerator<readonly RawRow[]> {
  let left = skip
  for await (const rows of source.rows()) {
    const data = rows.filter((row) => !isEmpty(row))
    if (left === 0) yield data
    else {
      const cut = Math.min(left, data.length)
      left -= cut
      yield data.slice(cut)
    }
  }
}

function addRow(profiles: ColumnProfile[], row: RawRow, limits: TableLimits): void {
  let width = row.length
  while (width > profiles.length && isEmpty([row[width - 1] ?? null])) width--
  if (width > limits.columns) throw new UnreadableTable(`The table has more than ${limits.columns} columns.`)
  while (profiles.length < width) profiles.push(newProfile())
  for (let column = 0; column < width; column++) {
    const profile = profiles[column]
    if (profile) addCell(profile, row[column])
  }
}

/** The first pass: what the cells of each column are, and where the data end. */
async function survey(source: TableSource, shape: Shape, limits: TableLimits): Promise<Surveyed> {
  if (shape.headings.length > limits.columns)
    throw new UnreadableTable(`The table has more than ${limits.columns} columns.`)
  const profiles = shape.headings.map(newProfile)
  let held: readonly RawRow[] = []
  let count = 0
  let filled = 0
  for await (const rows of dataRows(source, shape.skip)) {
    const seen = held.length === 0 ? rows : [...held, ...rows]
    const sure = Math.max(0, seen.length - FOOTER_ROWS)
    for (let at = 0; at < sure; at++) addRow(profiles, seen[at] ?? [], limits)
    held = seen.slice(sure)
    count += sure
    if (count <= SAMPLE_ROWS * 50)
      for (const row of seen)
        filled +=
          row.reduce((sum: number, cell) => (cell === null || cell === '' ? sum : sum + 1), 0) /
          Math.max(1, seen.length)
  }
  const usual =
    held.length === 0
      ? 0
      : profiles.length > 0 && count > 0
        ? profiles.reduce((sum, profile) => sum + profile.filled, 0) / count
        : filled
  const footer = findFooter(held, usual, count + held.length)
  const data = held.slice(0, held.length - footer.rows)
  for (const row of data) addRow(profiles, row, limits)
  return { profiles, count: count + data.length, footer }
}

interface Tally {
  empty: number
  nulled: number
  readonly samples: string[]
}

const sampleText = (cell: RawCell): string =>
  (typeof cell === 'string' ? cell : (cell?.json ?? '')).slice(0, 60)

function convertRow(
  row: RawRow,
  plans: readonly ColumnPlan[],
  tallies: readonly Tally[],
): readonly TypedCell[] {
  const cells = new Array<TypedCell>(plans.length)
  for (let column = 0; column < plans.length; column++) {
    const raw = row[column]
    const plan = plans[column]
    const tally = tallies[column]
    if (!plan || !tally) continue
    const value = convertCell(raw, plan)
    if (value !== NO_FIT && value !== null) {
      cells[column] = value
      continue
    }
    cells[column] = null
    if (raw === null || raw === undefined || (typeof raw === 'string' && raw.trim() === '')) tally.empty++
    else {
      tally.nulled++
      const sample = sampleText(raw)
      if (tally.samples.length < SAMPLES && !tally.samples.includes(sample)) tally.samples.push(sample)
    }
  }
  return cells
}

/** The second pass: the cells as values of their columns. */
async function* convertRows(
  source: TableSource,
  skip: number,
  count: number,
  plans: readonly ColumnPlan[],
  tallies: readonly Tally[],
): AsyncGenerator<readonly (readonly TypedCell[])[]> {
  let left = count
  for await (const rows of dataRows(source, skip)) {
    for (let from = 0; from < rows.length && left > 0; from += BATCH) {
      const part = rows.slice(from, from + Math.min(BATCH, left))
      left -= part.length
      yield part.map((row) => convertRow(row, plans, tallies))
    }
    if (left === 0) return
  }
}

/**
 * Reads a table in two passes: the first decides the columns on all rows, the second converts them. Memory stays the
 * same however long the file is (but for spreadsheets and JSON documents, which are read as a whole).
 *
 * @param overrides types that columns get whatever they hold, by name
 * @throws UnreadableTable when there is nothing to load
 */
export async function readTable(
  source: TableSource,
  limits: TableLimits,
  overrides: Readonly<Record<string, string>> = {},
): Promise<ReadTable> {
  const shape = await findShape(source)
  const { profiles, count, footer } = await survey(source, shape, limits)
  if (profiles.length === 0) throw new UnreadableTable('The table has no columns.')
  const headings = profiles.map((_, at) => shape.headings[at] ?? '')
  // A column without a name and without a value is a stray delimiter at the end of the lines.
  const kept = headings.map((heading, at) => heading.trim() !== '' || (profiles[at]?.filled ?? 0) > 0)
  const used = headings.filter((_, at) => kept[at])
  const { names, changes } = columnNames(used)
  const plans = decideColumns(
    profiles.filter((_, at) => kept[at]),
    source.commaDecimals ?? false,
    names.map((name) => (Object.hasOwn(overrides, name) ? overrides[name] : undefined)),
  )
  const tallies = plans.map((): Tally => ({ empty: 0, nulled: 0, samples: [] }))
  const columns = plans.map(({ type }, at) => ({ id: names[at] ?? '', type }))
  const all = kept.every(Boolean)
  const cutRows: TableSource = all
    ? source
    : {
        ...source,
        rows: async function* () {
          for await (const rows of source.rows())
            yield rows.map((row) => row.filter((_, at) => kept[at] ?? false))
        },
      }
  const decisions = [
    ...source.decisions,
    ...shape.decisions,
    ...(footer.rows > 0
      ? [
          `Left out: ${countOf(footer.rows, 'row')} at the end, totals or notes: ${footer.samples.map((text) => `“${text}”`).join(', ')}.`,
        ]
      : []),
    ...(all
      ? []
      : [`Left out: ${countOf(kept.filter((keep) => !keep).length, 'column')} without name and values.`]),
    ...changes,
  ]
  return {
    columns,
    count,
    // The rows above the data are empty in no column, so cutting columns does not move them.
    rows: () => convertRows(cutRows, shape.skip, count, plans, tallies),
    report: () => ({
      format: source.format,
      rows: count,
      decisions,
      columns: plans.map(({ type, reason }, at): ColumnReport => {
        const heading = used[at] ?? ''
        const { empty = 0, nulled = 0, samples = [] } = tallies[at] ?? {}
        const id = names[at] ?? ''
        return {
          id,
          type,
          reason,
          ...(heading === id ? {} : { heading }),
          empty,
          nulled,
          nulled_samples: samples,
        }
      }),
    }),
  }
}
