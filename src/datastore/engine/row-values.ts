import { Exact } from '../types/exact.ts'
import type { Stored } from '../types/pg-type.ts'
import { writeCell } from '../types/write-cell.ts'
import { columnError } from './record-error.ts'
import type { Column } from './table-meta.ts'

/** Cells on their way into SQLite, and the texts of those that a cell alone can't tell, by the number of their column. */
export interface RowValues {
  readonly cells: Stored[]
  readonly exact: Record<string, string> | undefined
  /** Some number among them has more digits than a double. */
  readonly isWide: boolean
}

/**
 * The cells of a record for some columns.
 *
 * @throws PgError in PostgreSQL's words
 */
export function rowValues(columns: readonly Column[], record: Readonly<Record<string, unknown>>): RowValues {
  const cells: Stored[] = []
  let exact: Record<string, string> | undefined
  let isWide = false
  for (const column of columns) {
    const value = Object.hasOwn(record, column.id) ? record[column.id] : null
    let cell: Stored | Exact
    try {
      cell = writeCell(column.pgType, value)
    } catch (error) {
      throw columnError(error, column)
    }
    if (cell instanceof Exact) {
      exact ??= {}
      exact[String(column.number)] = cell.text
      isWide ||= column.pgType.family === 'number' && cell.isWide
      cells.push(cell.key)
    } else cells.push(cell)
  }
  return { cells, exact, isWide }
}
