import { isIsoDate, readDate } from './date-styles.ts'
import type { ColumnPlan } from './decide-columns.ts'
import { MISSING_MARKS } from './missing-marks.ts'
import { isCode } from './number-styles.ts'
import type { RawCell } from './table-source.ts'

/** A cell as the DataStore takes it. */
export type TypedCell = string | number | boolean | null

/** What a cell is when it does not fit its column. */
export const NO_FIT = Symbol('does not fit')

const SIMPLE = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{0,6}[1-9])?$/

/** A number that a double holds exactly as it is written; others stay text, so that no digit is lost. */
function numberOf(plain: string): string | number {
  const value = Number(plain)
  return String(value) === plain ? value : plain
}

/** Reads a cell as its column's plan says: a value, null for nothing, NO_FIT for what is something else. */
export function convertCell(cell: RawCell | undefined, plan: ColumnPlan): TypedCell | typeof NO_FIT {
  if (cell === null || cell === undefined || cell === '') return null
  if (plan.type === 'text') return typeof cell === 'string' ? cell : cell.json
  if (typeof cell !== 'string') return plan.type === 'json' ? cell.json : NO_FIT
  if (plan.type === 'numeric' && SIMPLE.test(cell)) return Number(cell)
  if (plan.type === 'timestamp' && isIsoDate(cell))
    return cell.length === 10 ? `${cell}T00:00:00` : `${cell.slice(0, 10)}T${cell.slice(11)}`
  const text = cell.trim()
  if (text === '' || MISSING_MARKS.has(text.toLowerCase())) return null
  switch (plan.type) {
    case 'numeric':
      return plan.style.matches(text) && !isCode(text) ? numberOf(plan.style.plain(text)) : NO_FIT
    case 'timestamp':
      return readDate(text, plan.order) ?? NO_FIT
    case 'bool':
      return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : NO_FIT
    case 'json':
      return JSON.stringify(text)
  }
}
