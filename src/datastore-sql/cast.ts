import { pgType } from '../datastore/types/pg-types.ts'
import { quoted, type Expression } from './expression.ts'
import { SqlError } from './sql-error.ts'
import {
  duckType,
  elementOf,
  isArray,
  isFloat,
  isInteger,
  isJson,
  isMoment,
  isNumber,
  isText,
  longType,
  type SqlType,
} from './sql-type.ts'

export interface Modifiers {
  readonly precision?: number
  readonly scale?: number
}

const NUMBER = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/

/** A number with its own digits: DuckDB makes a decimal of `1.10` and a double of `1e3`. */
function decimalOf(text: string): string {
  const [whole = '', fraction = ''] = text.replace(/^[-+]/, '').split('.')
  const digits = whole.replace(/^0+/, '').length + fraction.length
  return /[eE]/.test(text) || digits > 38
    ? `CAST(${quoted(text)} AS DOUBLE)`
    : `CAST(${quoted(text)} AS DECIMAL(38,${fraction.length}))`
}

/** A literal as the DataStore itself reads a value of the type. @throws SqlError in PostgreSQL's words */
function readLiteral(text: string, type: SqlType): string {
  const reader = pgType(type === 'nested' ? 'json' : type)
  if (!reader) return text
  try {
    const stored = reader.read(text)
    if (stored === null) return text
    if (typeof stored === 'object') return stored.text
    return reader.toText(typeof stored === 'bigint' ? String(stored) : stored, undefined)
  } catch (error) {
    throw new SqlError(error instanceof Error ? error.message : String(error))
  }
}

function literalAs(text: string, type: SqlType): string {
  const trimmed = text.trim()
  if (type === 'numeric') {
    if (/^nan$/i.test(trimmed)) return `CAST('NaN' AS DOUBLE)`
    if (!NUMBER.test(trimmed)) throw new SqlError(`invalid input syntax for type numeric: "${text}"`)
    return decimalOf(trimmed)
  }
  if (isText(type)) return quoted(text)
  if (type === 'json') {
    try {
      JSON.parse(text)
    } catch {
      throw new SqlError('invalid input syntax for type json')
    }
    return quoted(text)
  }
  if (type === 'interval')
    return `CAST(${quoted(/^\s*P/i.test(text) ? readLiteral(text, type) : text)} AS INTERVAL)`
  if (isArray(type)) {
    const inner = trimmed.replace(/^\{|\}$/g, '')
    const items = inner === '' ? [] : (inner.match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? [])
    const parts = items.map((item) =>
      item.startsWith('"')
        ? item.slice(1, -1).replace(/\\(.)/g, '$1')
        : item.trim() === 'NULL'
          ? null
          : item.trim(),
    )
    return `CAST([${parts.map((part) => (part === null ? 'NULL' : literalAs(part, elementOf(type)))).join(', ')}] AS ${duckType(type)})`
  }
  const value = readLiteral(text, type)
  if (type === 'timestamptz') return `CAST(${quoted(value.replace(/ BC$/, ' (BC)'))} AS TIMESTAMPTZ)`
  return duckType(type) === 'VARCHAR' ? quoted(value) : `CAST(${quoted(value)} AS ${duckType(type)})`
}

/** Digits that a column keeps for all its rows are not those that were written. */
const numberText = ({ sql, type, isConstant }: Expression): string =>
  isConstant === true && type === 'numeric'
    ? `CAST(${sql} AS VARCHAR)`
    : `pg_number_text(CAST(${sql} AS VARCHAR))`

function toText(value: Expression): string {
  if (isText(value.type)) return value.sql
  if (isInteger(value.type)) return `CAST(${value.sql} AS VARCHAR)`
  if (isNumber(value.type)) return value.written ?? numberText(value)
  if (isArray(value.type)) return `CAST(to_json(${value.sql}) AS VARCHAR)`
  return `CAST(${value.sql} AS VARCHAR)`
}

const refuse = (from: SqlType, to: SqlType): SqlError =>
  new SqlError(`cannot cast type ${longType(from)} to ${longType(to)}`)

/** Functions of sql-setup.ts that read a text as PostgreSQL does, with its message when it is no such value. */
const READERS: Readonly<Record<string, string>> = {
  int2: 'pg_read_int2',
  int4: 'pg_read_int4',
  int8: 'pg_read_int8',
  numeric: 'pg_read_numeric',
  float4: 'pg_read_float8',
  float8: 'pg_read_float8',
  bool: 'pg_read_bool',
  date: 'pg_read_date',
  timestamp: 'pg_read_timestamp',
}

function convert(value: Expression, type: SqlType): string {
  const { sql } = value
  const from = value.type
  if (from === type) return sql
  if (from === 'null') return `CAST(NULL AS ${duckType(type)})`
  if (isText(type)) return toText(value)
  if (isText(from)) {
    const reader = READERS[type]
    if (reader !== undefined) return `${reader}(${sql})`
    return duckType(type) === 'VARCHAR' ? sql : `CAST(${sql} AS ${duckType(type)})`
  }
  if (isNumber(from) && type === 'numeric') return sql
  if (isNumber(from) && isNumber(type)) return `CAST(${sql} AS ${duckType(type)})`
  if (from === 'bool' && type === 'int4') return `CAST(${sql} AS INTEGER)`
  if (from === 'int4' && type === 'bool') return `(${sql} <> 0)`
  if (isMoment(from) && (isMoment(type) || type === 'time') && !(from === 'date' && type === 'time'))
    return `CAST(${sql} AS ${duckType(type)})`
  if (from === 'interval' && type === 'time') return `CAST(CAST(${sql} AS VARCHAR) AS TIME)`
  if (from === 'time' && type === 'interval') return `CAST(CAST(${sql} AS VARCHAR) AS INTERVAL)`
  if (isJson(from) && isJson(type)) return sql
  if (isArray(from) && isArray(type)) return `CAST(${sql} AS ${duckType(type)})`
  if (isJson(from) && (isNumber(type) || type === 'bool'))
    return `CAST(json_extract_string(${sql}, '$') AS ${duckType(type)})`
  if (duckType(from) === 'VARCHAR' && duckType(type) === 'VARCHAR') return sql
  throw refuse(from, type)
}

function modify(sql: string, type: SqlType, { precision, scale = 0 }: Modifiers): string {
  if (precision === undefined) return sql
  if (type === 'numeric') return `CAST(${sql} AS DECIMAL(${Math.min(precision, 38)},${Math.min(scale, 38)}))`
  if (type === 'varchar' || type === 'bpchar') return `left(${sql}, ${precision})`
  return sql
}

/** A value as another type, as `::` does. @throws SqlError in PostgreSQL's words */
export function castTo(value: Expression, type: SqlType, modifiers: Modifiers = {}): Expression {
  const isLiteral = value.literal !== undefined && value.type === 'unknown'
  const sql = isLiteral ? literalAs(value.literal, type) : convert(value, type)
  const rounded =
    type === 'bpchar' && modifiers.precision === undefined && isLiteral ? `left(${sql}, 1)` : sql
  return { sql: modify(rounded, type, modifiers), type, isConstant: value.isConstant ?? false }
}

/** A value where another type is expected: literals take it, numbers and dates grow into it. @throws SqlError */
export function coerce(value: Expression, type: SqlType): Expression {
  if (value.type === type || (value.type !== 'unknown' && isText(value.type) && isText(type))) return value
  if (value.type === 'unknown' || value.type === 'null') return castTo(value, type)
  if (isNumber(value.type) && isNumber(type))
    return isFloat(type) || isInteger(type) ? castTo(value, type) : { ...value, type }
  if (isMoment(value.type) && isMoment(type)) return castTo(value, type)
  return value
}
