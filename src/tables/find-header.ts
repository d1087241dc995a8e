import type { RawCell, RawRow } from './table-source.ts'

export interface Header {
  /** Index of the row that names the columns; -1: the file has no names. */
  readonly row: number
  /** Index of the first row of data. */
  readonly start: number
  readonly headings: readonly string[]
}

const isFilled = (cell: RawCell | undefined): boolean =>
  cell !== null && cell !== undefined && (typeof cell !== 'string' || cell.trim() !== '')

const filled = (row: RawRow): number => {
  let count = 0
  for (const cell of row) if (isFilled(cell)) count++
  return count
}

/** Kinds of cells whose first row tells whether it is a heading: no heading looks like these. */
function kindOf(cell: RawCell | undefined): 'number' | 'date' | 'id' | 'text' | 'none' {
  if (!isFilled(cell)) return 'none'
  if (typeof cell !== 'string') return 'id'
  const text = cell.trim()
  if (/^[-+]?[\d.,' \u00a0]*\d[\d.,]*\s*%?$/.test(text)) return 'number'
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ]\d.*)?$/.test(text)) return 'date'
  if (/^(?:https?:\/\/|[0-9a-f]{8}-[0-9a-f]{4}-)/i.test(text)) return 'id'
  return 'text'
}

/** The commonest number of filled cells of the rows that have more than one. */
function commonWidth(rows: readonly RawRow[]): number {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const width = filled(row)
    if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  let best = 1
  let most = 0
  for (const [width, count] of counts)
    if (count > most || (count === most && width > best)) {
      best = width
      most = count
    }
  return best
}

/** Years and numbered columns make headings of numbers. */
const isYears = (row: RawRow): boolean => {
  const numbers = row.filter((cell) => kindOf(cell) === 'number').map((cell) => Number(cell))
  const distinct = new Set(numbers)
  return (
    numbers.length > 1 &&
    distinct.size === numbers.length &&
    (numbers.every((number) => Number.isInteger(number) && number >= 1800 && number < 2200) ||
      (numbers.length > 2 && numbers.every((number, at) => number === at || number === at + 1)))
  )
}

/** Whether a row is data as those below it: some of its cells are what no heading is, and none speaks against it. */
function isData(row: RawRow, below: readonly RawRow[]): boolean {
  if (below.length === 0 || isYears(row)) return false
  let like = 0
  let unlike = 0
  for (let column = 0; column < row.length; column++) {
    const kind = kindOf(row[column])
    if (kind === 'none') continue
    const kinds = below.map((other) => kindOf(other[column])).filter((other) => other !== 'none')
    if (kinds.length === 0) continue
    const same = kinds.filter((other) => other === kind).length / kinds.length
    if (kind === 'text') {
      if (same < 0.2) unlike++
    } else if (same > 0.8) like++
  }
  return like > 0 && unlike === 0
}

/** A heading has text in most of its cells. */
const isNaming = (row: RawRow): boolean => {
  const kinds = row.map(kindOf).filter((kind) => kind !== 'none')
  return isYears(row) || kinds.filter((kind) => kind === 'text').length * 2 > kinds.length
}

/** Lines of titles and remarks that may stand above the names. */
const MOST_TITLES = 20

/** Title lines may be as wide as a narrow table; then a row of texts below them names the columns. @returns how many there are */
function titleLines(rows: readonly RawRow[], width: number): number {
  const at = rows.findIndex((row) => filled(row) * 2 > width)
  const named = rows[at]
  if (at <= 0 || at > MOST_TITLES || !named || filled(named) < width) return 0
  return isNaming(named) && !isData(named, rows.slice(at + 1, at + 21)) ? at : 0
}

/**
 * Finds the row that names the columns: the first that is as wide as the table; titles and notes above it are not.
 *
 * @param rows the first rows of the file
 */
export function findHeader(rows: readonly RawRow[]): Header {
  const width = commonWidth(rows)
  const enough = Math.max(1, width - 1 - Math.floor(width / 10))
  let row = rows.findIndex((candidate) => filled(candidate) >= enough)
  if (row < 0) row = 0
  row += titleLines(rows.slice(row), width)
  const candidate = rows[row] ?? []
  if (isData(candidate, rows.slice(row + 1, row + 51))) {
    const longest = rows.slice(row).reduce((most, other) => Math.max(most, other.length), 0)
    return { row: -1, start: row, headings: Array.from({ length: longest }, () => '') }
  }
  const headings = candidate.map((cell) => (typeof cell === 'string' ? cell : ''))
  while (headings.length > 1 && headings.at(-1)?.trim() === '') headings.pop()
  return { row, start: row + 1, headings }
}
