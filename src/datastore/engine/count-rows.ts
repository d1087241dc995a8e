import type { Database } from 'better-sqlite3'
import { ALWAYS, type Condition } from './condition.ts'
import { type Column, type TableMeta, tableName } from './table-meta.ts'
import { textClause } from './text-clause.ts'

/** Counts that are kept, and the length of the question that each is kept for. */
const MOST_KEPT = 2000
const LONGEST_KEPT = 1000

const kept = new Map<string, number>()

/**
 * How many rows match. A count is kept for as long as its table is the same: pages of one question ask for it again and
 * again.
 *
 * @param distinct columns whose different values are counted; undefined: rows are
 */
export function countRows(
  db: Database,
  meta: TableMeta,
  condition: Condition,
  distinct: readonly Column[] | undefined,
): number {
  if (condition === ALWAYS && !distinct) return meta.count
  const clause = textClause(condition)
  const table = tableName(meta.number)
  const where = condition === ALWAYS ? '' : `WHERE ${condition.sql}`
  const sql = distinct
    ? `SELECT count(*) FROM (SELECT DISTINCT ${distinct.map((column) => column.sql).join(', ')} FROM ${table} ${where})`
    : `SELECT count(*) ${clause ?? `FROM ${table} ${where}`}`
  const key = `${String(meta.version)} ${sql} ${condition.values.join('\0')}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const count = db
    .prepare(sql)
    .pluck()
    .get(...condition.values) as number
  if (key.length <= LONGEST_KEPT) {
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, count)
  }
  return count
}
