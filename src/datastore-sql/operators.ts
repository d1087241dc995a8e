import { castTo, coerce } from './cast.ts'
import { quoted, type Expression } from './expression.ts'
import { requiredParts } from './required-parts.ts'
import { SqlError } from './sql-error.ts'
import { regexOf } from './sql-function.ts'
import {
  commonType,
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

type Operator = (left: Expression, right: Expression) => Expression

const isOpen = (value: Expression): boolean => value.type === 'unknown' || value.type === 'null'

const noOperator = (sign: string, left: Expression, right: Expression): SqlError =>
  new SqlError(`operator does not exist: ${longType(left.type)} ${sign} ${longType(right.type)}`)

/** Values of two types that can be compared, both of one type. @throws SqlError */
export function comparable(
  sign: string,
  left: Expression,
  right: Expression,
): readonly [Expression, Expression] {
  if (isOpen(left) && isOpen(right)) return [castTo(left, 'text'), castTo(right, 'text')]
  if (isOpen(right)) return [left, coerce(right, left.type)]
  if (isOpen(left)) return [coerce(left, right.type), right]
  const same =
    left.type === right.type ||
    (isNumber(left.type) && isNumber(right.type)) ||
    (isText(left.type) && isText(right.type)) ||
    (isMoment(left.type) && isMoment(right.type)) ||
    (isArray(left.type) && isArray(right.type))
  if (!same || left.type === 'nested') throw noOperator(sign, left, right)
  return [left, right]
}

const compare =
  (sign: string): Operator =>
  (left, right) => {
    if (left.type === 'record' || right.type === 'record') return compareRows(sign, left, right)
    const [a, b] = comparable(sign, left, right)
    return { sql: `(${a.sql} ${sign === '!=' ? '<>' : sign} ${b.sql})`, type: 'bool' }
  }

function compareRows(sign: string, left: Expression, right: Expression): Expression {
  const lefts = left.row ?? []
  const rights = right.row ?? []
  if (lefts.length !== rights.length || lefts.length === 0)
    throw new SqlError('unequal number of entries in row expressions')
  const pairs = lefts.map(({ value }, at) => comparable(sign, value, rights[at]?.value ?? value))
  const list = (side: 0 | 1): string => `(${pairs.map((pair) => pair[side].sql).join(', ')})`
  return { sql: `(${list(0)} ${sign} ${list(1)})`, type: 'bool' }
}

const constant = (left: Expression, right: Expression): boolean =>
  left.isConstant === true && right.isConstant === true

/** Literals take the other side's type. */
function numbers(
  sign: string,
  left: Expression,
  right: Expression,
): readonly [Expression, Expression, SqlType] {
  const a = isOpen(left) ? coerce(left, isNumber(right.type) ? right.type : 'int4') : left
  const b = isOpen(right) ? coerce(right, isNumber(a.type) ? a.type : 'int4') : right
  if (!isNumber(a.type) || !isNumber(b.type)) throw noOperator(sign, left, right)
  const type = commonType([a.type, b.type], sign)
  return isFloat(type) ? [castTo(a, 'float8'), castTo(b, 'float8'), 'float8'] : [a, b, type]
}

/** Integers stay within their type: PostgreSQL says "integer out of range". */
const fit = (sql: string, type: SqlType): string =>
  isInteger(type) && type !== 'int8' ? `CAST(${sql} AS ${type === 'int4' ? 'INTEGER' : 'SMALLINT'})` : sql

/** Without this DuckDB multiplies decimals of up to 18 digits as 64-bit numbers; the sum keeps the scale. */
const widened = (value: Expression): string =>
  value.isConstant === true ? value.sql : `(${value.sql} + CAST(0 AS DECIMAL(38,0)))`

const arithmetic =
  (sign: string): Operator =>
  (left, right) => {
    const [a, b, type] = numbers(sign, left, right)
    const first = type === 'numeric' && sign === '*' ? widened(a) : a.sql
    return { sql: fit(`(${first} ${sign} ${b.sql})`, type), type, isConstant: constant(a, b) }
  }

const divide =
  (sign: '/' | '%'): Operator =>
  (left, right) => {
    const [a, b, type] = numbers(sign, left, right)
    const call = sign === '/' ? 'pg_divide' : 'pg_remainder'
    const [x, y] =
      type === 'numeric' && sign === '/'
        ? [`CAST(${a.sql} AS DOUBLE)`, `CAST(${b.sql} AS DOUBLE)`]
        : [a.sql, b.sql]
    return { sql: fit(`${call}(${x}, ${y})`, type), type, isConstant: constant(a, b) }
  }

const power: Operator = (left, right) => {
  const [a, b, type] = numbers('^', left, right)
  return { sql: `power(${a.sql}, ${b.sql})`, type: type === 'numeric' ? 'numeric' : 'float8' }
}

const plus: Operator = (left, right) => {
  if (isMoment(right.type) && !isMoment(left.type)) return plus(right, left)
  if (left.type === 'date' && (isInteger(right.type) || isOpen(right)))
    return { sql: `(${left.sql} + ${coerce(right, 'int4').sql})`, type: 'date' }
  if ((isMoment(left.type) || left.type === 'time') && right.type === 'interval')
    return { sql: `(${left.sql} + ${right.sql})`, type: left.type === 'date' ? 'timestamp' : left.type }
  if (isMoment(left.type) && isOpen(right)) return plus(left, castTo(right, 'interval'))
  if (left.type === 'date' && right.type === 'time')
    return { sql: `(${left.sql} + ${right.sql})`, type: 'timestamp' }
  if (left.type === 'interval') {
    const other = isOpen(right) ? castTo(right, 'interval') : right
    if (other.type === 'interval') return { sql: `(${left.sql} + ${other.sql})`, type: 'interval' }
    if (other.type === 'time') return plus(other, left)
  }
  return arithmetic('+')(left, right)
}

const minus: Operator = (left, right) => {
  if (isMoment(left.type)) {
    const other = isOpen(right) ? coerce(right, left.type) : right
    if (left.type === 'date' && other.type === 'date')
      return { sql: `CAST(${left.sql} - ${other.sql} AS INTEGER)`, type: 'int4' }
    if (left.type === 'date' && isInteger(other.type))
      return { sql: `(${left.sql} - CAST(${other.sql} AS INTEGER))`, type: 'date' }
    if (isMoment(other.type)) {
      const type = commonType([left.type, other.type], '-')
      return { sql: `(${coerce(left, type).sql} - ${coerce(other, type).sql})`, type: 'interval' }
    }
    if (other.type === 'interval')
      return { sql: `(${left.sql} - ${other.sql})`, type: left.type === 'date' ? 'timestamp' : left.type }
  }
  if (left.type === 'interval') {
    const other = isOpen(right) ? castTo(right, 'interval') : right
    if (other.type === 'interval') return { sql: `(${left.sql} - ${other.sql})`, type: 'interval' }
  }
  if (left.type === 'time') {
    const other = isOpen(right) ? castTo(right, 'interval') : right
    if (other.type === 'interval') return { sql: `(${left.sql} - ${other.sql})`, type: 'time' }
    if (other.type === 'time')
      return {
        sql: `(CAST(CAST(${left.sql} AS VARCHAR) AS INTERVAL) - CAST(CAST(${other.sql} AS VARCHAR) AS INTERVAL))`,
        type: 'interval',
      }
  }
  if (left.type === 'jsonb')
    return { sql: `json_merge_patch(${left.sql}, json_object(${right.sql}, NULL))`, type: 'jsonb' }
  return arithmetic('-')(left, right)
}

const times: Operator = (left, right) => {
  if (right.type === 'interval' && isNumber(left.type)) return times(right, left)
  if (left.type === 'interval' && isInteger(right.type))
    return { sql: `(${left.sql} * CAST(${right.sql} AS BIGINT))`, type: 'interval' }
  if (left.type === 'interval' && isNumber(right.type))
    return { sql: `to_microseconds(CAST(epoch_us(${left.sql}) * ${right.sql} AS BIGINT))`, type: 'interval' }
  return arithmetic('*')(left, right)
}

const over: Operator = (left, right) =>
  left.type === 'interval'
    ? {
        sql: `to_microseconds(CAST(epoch_us(${left.sql}) / CAST(${right.sql} AS DOUBLE) AS BIGINT))`,
        type: 'interval',
      }
    : divide('/')(left, right)

const join: Operator = (left, right) => {
  if (isArray(left.type) || isArray(right.type)) {
    const type = isArray(left.type) ? left.type : right.type
    const list = (value: Expression): string =>
      isArray(value.type) ? value.sql : `[${coerce(value, elementOf(type)).sql}]`
    return { sql: `list_concat(${list(left)}, ${list(right)})`, type }
  }
  if (left.type.startsWith('tsvector'))
    return { sql: `(${left.sql} || ' ' || ${right.sql})`, type: left.type }
  if (left.type === 'jsonb' && right.type === 'jsonb')
    return { sql: `CAST(json_merge_patch(${left.sql}, ${right.sql}) AS VARCHAR)`, type: 'jsonb' }
  if (!isText(left.type) && !isText(right.type) && !isOpen(left) && !isOpen(right))
    throw noOperator('||', left, right)
  return { sql: `(${castTo(left, 'text').sql} || ${castTo(right, 'text').sql})`, type: 'text' }
}

/** A text on each side. */
function texts(sign: string, left: Expression, right: Expression): readonly [string, string] {
  const side = (value: Expression): string => {
    if (isOpen(value)) return castTo(value, 'text').sql
    if (!isText(value.type)) throw noOperator(sign, left, right)
    return value.sql
  }
  return [side(left), side(right)]
}

/** PostgreSQL's patterns mean a line's ends with ^ and $ of the whole text, and a point any character. */
const matches =
  (sign: string, options: string, negated: boolean): Operator =>
  (left, right) => {
    const [text, given] = texts(sign, left, right)
    const pattern = right.literal === undefined ? given : quoted(regexOf(right.literal))
    return {
      sql: `${negated ? '(NOT ' : '('}regexp_matches(${text}, ${pattern}, '${options}'))`,
      type: 'bool',
    }
  }

const like =
  (sign: string, keyword: string): Operator =>
  (left, right) => {
    const [text, pattern] = texts(sign, left, right)
    return { sql: `(${text} ${keyword} ${pattern} ESCAPE '\\')`, type: 'bool' }
  }

/** The path of a key or index of JSON. */
function jsonPath(key: Expression): string {
  if (isInteger(key.type)) return key.sql
  if (key.literal === undefined) return `('$."' || replace(${key.sql}, '"', '\\"') || '"')`
  return quoted(`$."${key.literal.replace(/["\\]/g, '\\$&')}"`)
}

const jsonPart =
  (sign: '->' | '->>'): Operator =>
  (left, right) => {
    if (!isJson(left.type)) throw noOperator(sign, left, right)
    const path = jsonPath(right)
    return sign === '->>'
      ? { sql: `json_extract_string(${left.sql}, ${path})`, type: 'text' }
      : {
          sql: `CAST(json_extract(${left.sql}, ${path}) AS VARCHAR)`,
          type: left.type === 'jsonb' ? 'jsonb' : 'json',
        }
  }

const jsonDeep =
  (sign: '#>' | '#>>'): Operator =>
  (left, right) => {
    if (!isJson(left.type) || right.literal === undefined) throw noOperator(sign, left, right)
    const keys = right.literal.replace(/^\{|\}$/g, '').split(',')
    const path = `$${keys.map((key) => (/^\d+$/.test(key.trim()) ? `[${key.trim()}]` : `."${key.trim().replace(/["\\]/g, '\\$&')}"`)).join('')}`
    return sign === '#>>'
      ? { sql: `json_extract_string(${left.sql}, ${quoted(path)})`, type: 'text' }
      : { sql: `CAST(json_extract(${left.sql}, ${quoted(path)}) AS VARCHAR)`, type: left.type }
  }

const lists =
  (call: string, swapped = false): Operator =>
  (left, right) => {
    const type = isArray(left.type) ? left.type : right.type
    if (!isArray(type)) throw noOperator('@>', left, right)
    const [a, b] = [coerce(left, type).sql, coerce(right, type).sql]
    return { sql: swapped ? `${call}(${b}, ${a})` : `${call}(${a}, ${b})`, type: 'bool' }
  }

/** `_full_text @@ to_tsquery('…')`: the words of the left side, in its language, looked at by the query. */
const search: Operator = (left, right) => {
  if (left.type.startsWith('tsquery')) return search(right, left)
  const vector = left.type.startsWith('tsvector')
    ? left
    : { ...castTo(left, 'text'), type: 'tsvector:english' }
  const query = right.type.startsWith('tsquery')
    ? right
    : { ...castTo(right, 'text'), type: 'tsquery:query:simple' }
  const [, language = 'english'] = vector.type.split(':')
  const [, kind = 'query', queryLanguage = 'english'] = query.type.split(':')
  const call = `pg_text_matches(${vector.sql}, ${quoted(language)}, ${query.sql}, ${quoted(kind)}, ${quoted(queryLanguage)})`
  const parts = query.literal === undefined ? [] : requiredParts(query.literal, kind, queryLanguage)
  if (parts.length === 0) return { sql: call, type: 'bool' }
  // Finding words is slow: most rows are seen not to match by the beginnings of the words.
  const tests = parts.map((part) => `contains(lower(${vector.sql}), ${quoted(part)})`).join(' AND ')
  return { sql: `(CASE WHEN ${tests} THEN ${call} ELSE false END)`, type: 'bool' }
}

const hasKey: Operator = (left, right) => ({
  sql: `json_exists(${left.sql}, ${jsonPath(right)})`,
  type: 'bool',
})

const bits =
  (sign: string): Operator =>
  (left, right) => {
    const [a, b, type] = numbers(sign, left, right)
    if (!isInteger(type)) throw noOperator(sign, left, right)
    return { sql: sign === '#' ? `xor(${a.sql}, ${b.sql})` : `(${a.sql} ${sign} ${b.sql})`, type }
  }

const OPERATORS: Readonly<Record<string, Operator>> = {
  '=': compare('='),
  '<>': compare('<>'),
  '!=': compare('<>'),
  '<': compare('<'),
  '>': compare('>'),
  '<=': compare('<='),
  '>=': compare('>='),
  '+': plus,
  '-': minus,
  '*': times,
  '/': over,
  '%': divide('%'),
  '^': power,
  '||': join,
  '~': matches('~', 's', false),
  '~*': matches('~*', 'si', false),
  '!~': matches('!~', 's', true),
  '!~*': matches('!~*', 'si', true),
  '~~': like('~~', 'LIKE'),
  '!~~': like('!~~', 'NOT LIKE'),
  '~~*': like('~~*', 'ILIKE'),
  '!~~*': like('!~~*', 'NOT ILIKE'),
  '->': jsonPart('->'),
  '->>': jsonPart('->>'),
  '#>': jsonDeep('#>'),
  '#>>': jsonDeep('#>>'),
  '@>': lists('list_has_all'),
  '<@': lists('list_has_all', true),
  '&&': lists('list_has_any'),
  '@@': search,
  '@@@': search,
  '?': hasKey,
  '&': bits('&'),
  '|': bits('|'),
  '#': bits('#'),
  '<<': bits('<<'),
  '>>': bits('>>'),
}

/** An operator with two sides. @throws SqlError when PostgreSQL has none for the types */
export function binary(sign: string, left: Expression, right: Expression): Expression {
  const operator = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined
  if (!operator) throw noOperator(sign, left, right)
  return operator(left, right)
}

/** An operator in front of its one side. @throws SqlError */
export function unary(sign: string, value: Expression): Expression {
  const number = isOpen(value) ? coerce(value, 'float8') : value
  const kept = { type: number.type, isConstant: number.isConstant ?? false }
  if (isNumber(number.type) || number.type === 'interval') {
    if (sign === '-') return { sql: `(-${number.sql})`, ...kept }
    if (sign === '+') return number
    if (sign === '@') return { sql: `abs(${number.sql})`, ...kept }
    if (sign === '|/' || sign === '||/')
      return { sql: `${sign === '|/' ? 'sqrt' : 'cbrt'}(CAST(${number.sql} AS DOUBLE))`, type: 'float8' }
    if (sign === '~' && isInteger(number.type)) return { sql: `(~${number.sql})`, ...kept }
  }
  throw new SqlError(`operator does not exist: ${sign} ${longType(value.type)}`)
}
