import { arrayOf } from './arrays.ts'
import { date, time, timestamp, timestamptz, timetz } from './dates.ts'
import { interval } from './interval.ts'
import { jsonb, nested } from './json-types.ts'
import { float4, float8, int2, int4, int8, money, numericType, oid } from './numbers.ts'
import type { PgType } from './pg-type.ts'
import {
  bit,
  bool,
  bpchar,
  bytea,
  cidr,
  geometry,
  inet,
  macaddr,
  point,
  text,
  tsvector,
  uuid,
  varchar,
  xml,
} from './texts.ts'

/** Names without parameters. */
const PLAIN: Readonly<Record<string, PgType>> = {
  int: int4,
  int4,
  integer: int4,
  int2,
  smallint: int2,
  int8,
  bigint: int8,
  oid,
  float: float8,
  float8,
  'double precision': float8,
  float4,
  real: float4,
  money,
  text,
  name: { ...text, name: 'name', sqlName: 'name' },
  citext: { ...text, name: 'citext', sqlName: 'citext' },
  bool,
  boolean: bool,
  date,
  time,
  'time without time zone': time,
  timetz,
  'time with time zone': timetz,
  'timestamp without time zone': timestamp(),
  'timestamp with time zone': timestamptz(),
  interval,
  uuid,
  json: nested,
  nested,
  jsonb,
  inet,
  cidr,
  macaddr,
  tsvector,
  bytea,
  point,
  xml,
  geometry,
}

const LARGEST_TEXT = 10_485_760

/** Names that take parameters: undefined for parameters that PostgreSQL refuses. */
const WITH_PARAMETERS: Readonly<Record<string, (parameters: readonly number[]) => PgType | undefined>> = {
  numeric: ([precision, scale = 0]) =>
    precision === undefined
      ? numericType()
      : precision >= 1 && precision <= 1000 && scale <= precision
        ? numericType(precision, scale)
        : undefined,
  varchar: ([size]) => (size === 0 || (size ?? 0) > LARGEST_TEXT ? undefined : varchar(size)),
  char: ([size]) => (size === 0 || (size ?? 0) > LARGEST_TEXT ? undefined : bpchar(size)),
  timestamp: ([digits]) => timestamp(Math.min(digits ?? 6, 6)),
  timestamptz: ([digits]) => timestamptz(Math.min(digits ?? 6, 6)),
  bit: ([size]) => (size === 0 ? undefined : bit(size)),
  varbit: ([size]) => bit(size, true),
}
const SYNONYMS: Readonly<Record<string, string>> = {
  decimal: 'numeric',
  dec: 'numeric',
  'character varying': 'varchar',
  character: 'char',
  bpchar: 'char',
  'bit varying': 'varbit',
}

const known = new Map<string, PgType | undefined>()
const MOST_KNOWN = 1000

function find(name: string): PgType | undefined {
  const array = /^(.*?)\s*(?:\[\d*\]\s*)+$/.exec(name)?.[1] ?? /^_(.+)$/.exec(name)?.[1]
  if (array !== undefined) {
    const element = find(array)
    return element && element.family !== 'array' ? arrayOf(element) : undefined
  }
  if (Object.hasOwn(PLAIN, name)) return PLAIN[name]
  const [, word = '', parameters] = /^([a-z_ ]+?)\s*(?:\(\s*(\d+(?:\s*,\s*\d+)?)\s*\))?$/.exec(name) ?? []
  const base = Object.hasOwn(SYNONYMS, word) ? (SYNONYMS[word] ?? '') : word
  const make = Object.hasOwn(WITH_PARAMETERS, base) ? WITH_PARAMETERS[base] : undefined
  return make?.(parameters === undefined ? [] : parameters.split(',').map(Number))
}

/** The type of a name as PostgreSQL reads it: any case, blanks around, parameters, `[]`. undefined: there is none. */
export function pgType(name: string): PgType | undefined {
  if (known.has(name)) return known.get(name)
  const type = find(name.trim().toLowerCase().replace(/\s+/g, ' '))
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(name, type)
  return type
}
