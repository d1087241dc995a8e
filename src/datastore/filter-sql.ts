import { ValidationError } from '../core/errors.ts'
import type { TableInfo } from './door.ts'
import { compare, type Operator } from './engine/compare.ts'
import { ALWAYS, type Condition, NEVER } from './engine/condition.ts'
import type { Column } from './engine/table-meta.ts'
import { filterCondition } from './engine/where.ts'
import { pgType } from './types/pg-types.ts'
import { text } from './types/texts.ts'

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`
const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** Types whose stored text SQL reads back as a value of the type. */
const CASTS: Readonly<Record<string, string>> = { date: 'date', timestamp: 'timestamp', time: 'time' }

function sqlValue({ id, pgType: type }: Column, stored: string | number | bigint): string {
  if (type.family === 'boolean') return Number(stored) === 0 ? 'false' : 'true'
  if (type.family === 'number')
    return Number.isFinite(Number(stored)) ? String(stored) : `${literal(String(stored))}::float8`
  if (type.family === 'array' || type.name === 'interval')
    throw new ValidationError({ filters: [`"${id}" can't be compared here: leave it out`] })
  const shown = literal(String(stored))
  if (type.name === 'timestamptz') return `${literal(`${String(stored)}+00`)}::timestamptz`
  return Object.hasOwn(CASTS, type.name) ? `${shown}::${CASTS[type.name] ?? ''}` : shown
}

/** The comparison, checked as datastore_search checks it, without bound values. */
function compareInSql(
  meta: Parameters<typeof compare>[0],
  column: Column,
  operator: Operator,
  value: unknown,
): Condition {
  const checked = compare(meta, column, operator, value)
  if (checked === NEVER) return NEVER
  // All digits stand last, where a double does not hold them.
  const stored = checked.values.at(-1) ?? ''
  return { sql: `${column.sql} ${operator} ${sqlValue(column, stored)}`, values: [] }
}

/**
 * The `filters` of datastore_search as a condition of PostgreSQL's SQL, which names the columns of one table.
 *
 * @returns undefined: every row
 * @throws ValidationError
 */
export function filterSql(table: TableInfo, filters: unknown): string | undefined {
  const columns = table.columns.map(({ id, nativeType }, at) => ({
    number: at + 1,
    id,
    type: nativeType,
    pgType: pgType(nativeType) ?? text,
    sql: identifier(id),
  }))
  const meta = { byId: new Map(columns.map((column) => [column.id, column])), hasWide: true }
  const { condition } = filterCondition(meta, filters, compareInSql)
  return condition === ALWAYS ? undefined : condition.sql
}
