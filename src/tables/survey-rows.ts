import { addCell, newProfile, type ColumnProfile } from './column-profile.ts'
import { findFooter, FOOTER_ROWS, type Footer } from './find-footer.ts'
import { isEmptyRow } from './find-shape.ts'
import type { TableLimits } from './table-limits.ts'
import type { RawRow } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

/** Rows whose filled cells are counted for the footer. */
const COUNTED_ROWS = 10_000

/** What is known of a table after its last row. */
export interface Surveyed {
  readonly profiles: readonly ColumnProfile[]
  /** Rows of data, the footer not among them. */
  readonly count: number
  readonly footer: Footer
}

function addRow(profiles: ColumnProfile[], row: RawRow, limits: TableLimits): void {
  let width = row.length
  while (width > profiles.length && isEmptyRow([row[width - 1] ?? null])) width--
  if (width > limits.columns) throw new UnreadableTable(`The table has more than ${limits.columns} columns.`)
  while (profiles.length < width) profiles.push(newProfile())
  for (let column = 0; column < width; column++) {
    const profile = profiles[column]
    if (profile) addCell(profile, row[column])
  }
}

/**
 * Counts what the cells of each column are, row by row. The last rows are held back until the end: they may be totals.
 *
 * @throws UnreadableTable for too many columns
 */
export function surveyRows(headings: readonly string[], limits: TableLimits) {
  if (headings.length > limits.columns)
    throw new UnreadableTable(`The table has more than ${limits.columns} columns.`)
  const profiles = headings.map(newProfile)
  let held: readonly RawRow[] = []
  let count = 0
  let filled = 0
  return {
    profiles: (): readonly ColumnProfile[] => profiles,
    /** @returns the rows that are data for sure */
    add: (rows: readonly RawRow[]): readonly RawRow[] => {
      const seen = held.length === 0 ? rows : [...held, ...rows]
      const sure = Math.max(0, seen.length - FOOTER_ROWS)
      for (let at = 0; at < sure; at++) addRow(profiles, seen[at] ?? [], limits)
      held = seen.slice(sure)
      count += sure
      if (count <= COUNTED_ROWS)
        for (const row of seen)
          filled +=
            row.reduce((sum: number, cell) => (cell === null || cell === '' ? sum : sum + 1), 0) /
            Math.max(1, seen.length)
      return sure === seen.length ? seen : seen.slice(0, sure)
    },
    /** After the last row. @returns the rest of the data, and what the whole is */
    end: (): { readonly rest: readonly RawRow[]; readonly surveyed: Surveyed } => {
      const usual =
        held.length === 0
          ? 0
          : profiles.length > 0 && count > 0
            ? profiles.reduce((sum, profile) => sum + profile.filled, 0) / count
            : filled
      const footer = findFooter(held, usual, count + held.length)
      const rest = held.slice(0, held.length - footer.rows)
      for (const row of rest) addRow(profiles, row, limits)
      return { rest, surveyed: { profiles, count: count + rest.length, footer } }
    },
  }
}
