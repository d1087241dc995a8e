import { toJson } from '../../core/json.ts'
import { PythonFloat } from '../../core/python-float.ts'
import type { Exact } from './exact.ts'
import { PgError, TypeMismatch } from './pg-error.ts'
import type { PgType, Stored } from './pg-type.ts'

const INT4 = 2_147_483_648

/** PostgreSQL's type of a literal that psycopg2 writes for a number. */
function numberType(value: number | bigint | PythonFloat): string {
  if (value instanceof PythonFloat || (typeof value === 'number' && !Number.isInteger(value)))
    return 'numeric'
  if (typeof value === 'bigint') return value < 2n ** 63n && value >= -(2n ** 63n) ? 'bigint' : 'numeric'
  return Math.abs(value) < INT4 ? 'integer' : 'bigint'
}

function writeNumber(type: PgType, value: number | bigint | PythonFloat): Stored | Exact {
  const plain = value instanceof PythonFloat ? value.value : value
  if (type.family === 'number' && type.readNumber) return type.readNumber(plain)
  if (type.family === 'text') return type.read(value instanceof PythonFloat ? value.text : String(plain))
  throw new TypeMismatch(numberType(value))
}

/** The type of the ARRAY[…] that psycopg2 writes for a list. */
function listType(items: readonly unknown[]): string {
  const first = items.find((item) => item !== null)
  if (Array.isArray(first)) return listType(first)
  if (typeof first === 'boolean') return 'boolean[]'
  if (typeof first === 'number' || typeof first === 'bigint' || first instanceof PythonFloat) {
    const types = (items as (number | bigint | PythonFloat | null)[]).flatMap((item) =>
      item === null ? [] : [numberType(item)],
    )
    return types.includes('numeric') ? 'numeric[]' : types.includes('bigint') ? 'bigint[]' : 'integer[]'
  }
  return 'text[]'
}

const isScalarText = (item: unknown): boolean => typeof item === 'string'

const textOf = (item: unknown): string => (typeof item === 'string' ? item : toJson(item))

/** A list as the text of an array: `{a,"b c",NULL}`. */
function literal(items: readonly unknown[]): string {
  const parts = items.map((item) => {
    if (item === null || item === undefined) return 'NULL'
    if (Array.isArray(item)) return literal(item)
    if (typeof item === 'object' && !(item instanceof PythonFloat))
      throw new PgError("can't adapt type 'dict'")
    const text = item instanceof PythonFloat ? item.text : textOf(item)
    const isPlain = text !== '' && !/[\s{},"\\]/.test(text) && text.toUpperCase() !== 'NULL'
    return isPlain ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
  })
  return `{${parts.join(',')}}`
}

function writeList(type: PgType, items: readonly unknown[]): Stored | Exact {
  const text = literal(items)
  if (type.family === 'text') return type.read(text)
  const { element } = type
  // An empty list is a literal that any array takes; texts only go into arrays of texts.
  const flat = items.flat(Infinity)
  const mismatch = flat.some(isScalarText)
    ? element?.family !== 'text'
    : flat.some((item) => typeof item === 'boolean')
      ? element?.family !== 'boolean' && element?.family !== 'text'
      : flat.some((item) => item !== null) && element?.family !== 'number' && element?.family !== 'text'
  if (!element || mismatch) throw new TypeMismatch(listType(items))
  return type.read(element.affinity === 'INTEGER' && element.readNumber ? literal(rounded(items)) : text)
}

/** Fractions go into whole numbers rounded, as PostgreSQL casts them. */
function rounded(items: readonly unknown[]): readonly unknown[] {
  return items.map((item) => {
    if (Array.isArray(item)) return rounded(item)
    const number = item instanceof PythonFloat ? item.value : item
    return typeof number === 'number' ? Math.sign(number) * Math.floor(Math.abs(number) + 0.5) : item
  })
}

/**
 * What a JSON value of a record becomes in a column: what CKAN's driver and PostgreSQL make of it (spec: datastore 1.1).
 *
 * @throws PgError in PostgreSQL's words
 */
export function writeCell(type: PgType, value: unknown): Stored | Exact {
  if (value === undefined || value === null) return null
  if (type.family === 'json') return toJson(value)
  if (typeof value === 'string') {
    if (value === '' && type.name !== 'text') return null
    return type.read(value)
  }
  if (typeof value === 'number' || typeof value === 'bigint' || value instanceof PythonFloat) {
    return writeNumber(type, value)
  }
  if (typeof value === 'boolean') {
    if (type.family === 'boolean') return value ? 1 : 0
    if (type.family === 'text') return type.read(String(value))
    throw new TypeMismatch('boolean')
  }
  if (Array.isArray(value)) return writeList(type, value)
  throw new PgError("can't adapt type 'dict'")
}
