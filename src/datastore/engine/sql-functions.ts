import type { Database } from 'better-sqlite3'
import { arrayOrder } from '../types/arrays.ts'
import { pgType } from '../types/pg-types.ts'
import { sameDigits } from '../types/same-digits.ts'

/** Numbers whose doubles are the same, in order of their digits. */
function digitOrder(text: string): string {
  if (text === 'NaN') return '~'
  const same = sameDigits(text)
  const negative = same.startsWith('-')
  const [whole = '', fraction = ''] = same.replace('-', '').split('.')
  const digits = `${String(whole.length).padStart(6, '0')}${whole}.${fraction}`
  if (!negative) return `1${digits}`
  return `0${digits.replace(/\d/g, (digit) => String(9 - Number(digit)))}~`
}

const exactText = (x: unknown, number: unknown, cell: unknown): string => {
  if (typeof x === 'string') {
    const known = (JSON.parse(x) as Record<string, string>)[String(number)]
    if (known !== undefined) return known
  }
  return String(cell)
}

/** Functions for what SQLite's own order and equality do not know. */
export function defineSqlFunctions(db: Database): void {
  db.function('exact_digits', { deterministic: true }, (x, number, cell) =>
    cell === null ? null : sameDigits(exactText(x, number, cell)),
  )
  db.function('exact_order', { deterministic: true }, (x, number, cell) =>
    cell === null ? null : digitOrder(exactText(x, number, cell)),
  )
  db.function('array_order', { deterministic: true }, (type, cell) => {
    const known = typeof type === 'string' ? pgType(type) : undefined
    return known && typeof cell === 'string' ? arrayOrder(known, cell) : null
  })
}
