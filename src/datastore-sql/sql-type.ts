import { SqlError } from './sql-error.ts'

/**
 * A type by PostgreSQL's short name (`int4`, `_text`), and `unknown` for a quoted literal that nothing gave a type yet,
 * `record` for a whole row. `nested` is CKAN's json. A tsvector carries the language of its words (`tsvector:english`).
 */
export type SqlType = string

const NUMBERS = ['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']
const TIMES = ['date', 'timestamp', 'timestamptz']
const TEXTS = ['bpchar', 'varchar', 'text']

export const isNumber = (type: SqlType): boolean => NUMBERS.includes(type)
export const isInteger = (type: SqlType): boolean => type.startsWith('int') && type !== 'interval'
export const isFloat = (type: SqlType): boolean => type === 'float4' || type === 'float8'
export const isMoment = (type: SqlType): boolean => TIMES.includes(type)
export const isText = (type: SqlType): boolean => TEXTS.includes(type) || type === 'name'
export const isArray = (type: SqlType): boolean => type.startsWith('_')
export const isJson = (type: SqlType): boolean => type === 'json' || type === 'jsonb' || type === 'nested'
export const elementOf = (type: SqlType): SqlType => type.slice(1)

/** How `fields` of the answer names a type. */
export function shownType(type: SqlType): string {
  if (type === 'unknown' || type === 'null') return 'text'
  if (type === 'nested') return 'json'
  return type.split(':', 1)[0] ?? type
}

const LONG: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  nested: 'nested',
  unknown: 'unknown',
}

/** The name that PostgreSQL's messages use. */
export function longType(type: SqlType): string {
  if (isArray(type)) return `${longType(elementOf(type))}[]`
  return LONG[type] ?? shownType(type)
}

const DUCK: Readonly<Record<string, string>> = {
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  numeric: 'DECIMAL(38,12)',
  float4: 'FLOAT',
  float8: 'DOUBLE',
  bool: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
  time: 'TIME',
  interval: 'INTERVAL',
}

/** DuckDB's type for values of a type; what DuckDB has no type for is text. */
export function duckType(type: SqlType): string {
  if (isArray(type)) return `${duckType(elementOf(type))}[]`
  return DUCK[type] ?? 'VARCHAR'
}

/** Spellings that a cast may use. */
const NAMES: Readonly<Record<string, SqlType>> = {
  float: 'float8',
  int: 'int4',
  integer: 'int4',
  smallint: 'int2',
  bigint: 'int8',
  real: 'float4',
  decimal: 'numeric',
  boolean: 'bool',
  char: 'bpchar',
  character: 'bpchar',
  string: 'text',
  time: 'time',
  nested: 'nested',
}

const KNOWN = new Set([
  ...NUMBERS,
  ...TIMES,
  ...TEXTS,
  ...[
    'bool',
    'time',
    'timetz',
    'interval',
    'json',
    'jsonb',
    'uuid',
    'inet',
    'cidr',
    'name',
    'regtype',
    'bytea',
    'money',
  ],
])

/** @throws SqlError when there is no such type */
export function namedType(name: string): SqlType {
  const type = NAMES[name] ?? name
  if (!KNOWN.has(type) && type !== 'nested') throw new SqlError(`type "${name}" does not exist`)
  return type
}

/** The type that two kinds of values have in common: of CASE, COALESCE, UNION, ARRAY. @throws SqlError */
export function commonType(types: readonly SqlType[], where: string): SqlType {
  const known = types.filter((type) => type !== 'unknown' && type !== 'null')
  const [first] = known
  if (first === undefined) return 'text'
  return known.reduce((left, right) => {
    if (left === right) return left
    for (const family of [NUMBERS, TIMES, TEXTS])
      if (family.includes(left) && family.includes(right))
        return family[Math.max(family.indexOf(left), family.indexOf(right))] ?? left
    throw new SqlError(`${where} types ${longType(left)} and ${longType(right)} cannot be matched`)
  }, first)
}
