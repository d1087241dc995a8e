import { countOf } from './count-of.ts'
import { findHeader } from './find-header.ts'
import type { RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** How many rows are looked at for the header. */
const SAMPLE_ROWS = 200

export const isEmptyRow = (row: RawRow): boolean => {
  for (const cell of row) if (cell !== null && (typeof cell !== 'string' || cell.trim() !== '')) return false
  return true
}

/** Where the data of a table begin, and what stands above its columns. */
export interface Shape {
  readonly headings: readonly string[]
  /** Rows before the data, empty ones not counted. */
  readonly skip: number
  readonly decisions: readonly string[]
}

async function firstRows(source: TableSource): Promise<readonly RawRow[]> {
  const first: RawRow[] = []
  for await (const rows of source.rows()) {
    for (const row of rows) if (!isEmptyRow(row)) first.push(row)
    if (first.length >= SAMPLE_ROWS) break
  }
  return first.slice(0, SAMPLE_ROWS)
}

/** @throws UnreadableTable for a file without rows */
export async function findShape(source: TableSource): Promise<Shape> {
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

/** The rows of data in batches: without empty ones and those above the data. */
export async function* dataRows(source: TableSource, skip: number): AsyncGenerator<readonly RawRow[]> {
  let left = skip
  for await (const rows of source.rows()) {
    const data = rows.some(isEmptyRow) ? rows.filter((row) => !isEmptyRow(row)) : rows
    if (left === 0) yield data
    else {
      const cut = Math.min(left, data.length)
      left -= cut
      yield data.slice(cut)
    }
  }
}
