import { toJson } from '../../core/json.ts'
import { PythonFloat } from '../../core/python-float.ts'
import { Exact } from '../types/exact.ts'
import { PgError } from '../types/pg-error.ts'
import type { PgType, Stored } from '../types/pg-type.ts'
import { sameDigits } from '../types/same-digits.ts'
import { writeCell } from '../types/write-cell.ts'
import { type Condition, NEVER } from './condition.ts'
import { invalidQuery } from './invalid-query.ts'
import type { Column, TableMeta } from './table-meta.ts'

export type Operator = '=' | '>' | '>=' | '<' | '<='

/** A JSON value as Python's str() prints it: CKAN compares texts with that. */
function pythonText(value: unknown): string {
  if (value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value instanceof PythonFloat) return value.text
  return typeof value === 'string' ? value : toJson(value)
}

/** A number of any size against whole numbers: null where nothing can be equal. */
function readLoosely(type: PgType, value: unknown): Stored | Exact {
  const number = value instanceof PythonFloat ? value.value : value
  if (type.affinity === 'INTEGER' && type.family === 'number') {
    if (typeof number === 'number' || typeof number === 'bigint') return number
  }
  return writeCell(type, value)
}

function readOperand(column: Column, value: unknown): Stored | Exact {
  const type = column.pgType
  if (type.family === 'text') return pythonText(value)
  if (type.family === 'json' || (type.unordered && type.name !== 'jsonb')) {
    throw invalidQuery(`operator does not exist: ${type.sqlName} = unknown`)
  }
  try {
    // An empty text is no null here: PostgreSQL reads it, and most types refuse it.
    if (value === '') return type.read('')
    return readLoosely(type, value)
  } catch (error) {
    if (error instanceof PgError) throw invalidQuery(error.message)
    throw error
  }
}

const INVALID_LARGE = 2n ** 63n

/** A number that SQLite's 64 bits hold, or a double. */
const bindable = (value: string | number | bigint): string | number | bigint =>
  typeof value === 'bigint' && (value >= INVALID_LARGE || value < -INVALID_LARGE) ? Number(value) : value

/**
 * Compares a column with a JSON value as PostgreSQL would; null compares with nothing.
 *
 * @throws ValidationError "Invalid query" for a value that the column's type does not read
 */
export function compare(
  meta: Pick<TableMeta, 'hasWide'>,
  column: Column,
  operator: Operator,
  value: unknown,
): Condition {
  if (value === null && column.pgType.family !== 'text') return NEVER
  const operand = readOperand(column, value)
  if (operand === null) return NEVER
  if (!(operand instanceof Exact)) {
    return { sql: `${column.sql} ${operator} ?`, values: [bindable(operand)] }
  }
  const { key, text } = operand
  const isEqual = `${column.sql} ${operator} ?`
  // Ranges go by the double; only equality looks at all digits.
  if (operator !== '=' || column.pgType.family !== 'number') return { sql: isEqual, values: [key] }
  const digits = sameDigits(text)
  const isPlain = digits === sameDigits(String(key))
  if (!meta.hasWide) return isPlain ? { sql: isEqual, values: [key] } : NEVER
  const exact = `exact_digits(x, ${String(column.number)}, ${column.sql})`
  return { sql: `(${isEqual} AND ${exact} = ?)`, values: [key, digits] }
}
