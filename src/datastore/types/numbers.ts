import { Exact } from './exact.ts'
import { invalidInput, PgError } from './pg-error.ts'
import type { PgType, Stored } from './pg-type.ts'

const INTEGER = /^\s*([+-]?\d+)\s*$/
const DECIMAL = /^\s*([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,9}))?\s*$/
const PLAIN = /^(?:0|-?(?:[1-9]\d{0,8}|0(?=\.0?0?0?[1-9]))(?:\.\d{0,5}[1-9])?)$/
/** Zeros at the end are kept as text. */
const ENDS_IN_ZERO = /^-?[1-9]\d{0,8}\.\d{0,5}0$/
const SPECIAL = /^\s*([+-]?)(nan|inf|infinity)\s*$/i
/** PostgreSQL's limits for numeric: digits before and after the point. */
const MOST_DIGITS = 131_072
const MOST_SCALE = 16_383

function integerType(name: string, sqlName: string, bits: 16 | 32 | 64): PgType {
  const most = 2n ** BigInt(bits - 1) - 1n
  const least = -most - 1n
  const fits = (value: bigint): boolean => value >= least && value <= most
  const cell = (value: bigint): Stored => {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  return {
    name,
    sqlName,
    affinity: 'INTEGER',
    family: 'number',
    ...(bits === 64 ? { castToText: true as const } : {}),
    read: (text) => {
      const digits = INTEGER.exec(text)?.[1]
      if (digits === undefined) throw invalidInput(sqlName, text)
      // Nearly all numbers are short.
      if (digits.length < (bits === 64 ? 16 : 5)) return Number(digits) + 0
      const value = BigInt(digits.replace('+', ''))
      if (!fits(value)) throw new PgError(`value "${text}" is out of range for type ${sqlName}`)
      return cell(value)
    },
    readNumber: (value) => {
      if (typeof value === 'number' && !Number.isFinite(value)) throw new PgError(`${sqlName} out of range`)
      const whole =
        typeof value === 'bigint' ? value : BigInt(Math.sign(value) * Math.floor(Math.abs(value) + 0.5))
      if (!fits(whole)) throw new PgError(`${sqlName} out of range`)
      return cell(whole)
    },
    toJson: String,
    toText: String,
  }
}

/** Digits of a decimal number without an exponent, as PostgreSQL prints a numeric. */
function plainDecimal(sign: string, digits: string, exponent: number): string {
  const [whole = '', fraction = ''] = digits.split('.')
  const all = whole + fraction
  const point = whole.length + exponent
  const before = point <= 0 ? '' : all.slice(0, point).padEnd(point, '0')
  const after = point >= all.length ? '' : point < 0 ? '0'.repeat(-point) + all : all.slice(point)
  const integer = before.replace(/^0+(?=\d)/, '') || '0'
  const isZero = !/[1-9]/.test(all)
  return (sign === '-' && !isZero ? '-' : '') + integer + (after === '' ? '' : `.${after}`)
}

/** Rounds half away from zero to so many places behind the point. */
function rounded(text: string, scale: number): string {
  const negative = text.startsWith('-')
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  if (fraction.length <= scale) {
    return (negative ? '-' : '') + whole + (scale === 0 ? '' : `.${fraction.padEnd(scale, '0')}`)
  }
  const up = (fraction.charCodeAt(scale) >= 0x35 ? 1n : 0n) + BigInt(whole + fraction.slice(0, scale))
  const digits = up.toString().padStart(scale + 1, '0')
  const result = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return (negative && /[1-9]/.test(result) ? '-' : '') + result
}

function numericText(text: string): string | undefined {
  const special = SPECIAL.exec(text)
  if (special) {
    const isNan = (special[2] ?? '').toLowerCase() === 'nan'
    if (isNan) return special[1] === '' ? 'NaN' : undefined
    return special[1] === '-' ? '-Infinity' : 'Infinity'
  }
  const match = DECIMAL.exec(text)
  if (!match) return undefined
  const exponent = Number(match[3] ?? 0)
  const digits = match[2] ?? ''
  if (Math.abs(exponent) + digits.length > MOST_DIGITS) throw new PgError('value overflows numeric format')
  if (digits.length - digits.indexOf('.') - exponent > MOST_SCALE && digits.includes('.'))
    throw new PgError('value overflows numeric format')
  return plainDecimal(match[1] ?? '', digits, exponent)
}

/** A canonical numeric text as a cell: a double where it prints the same, else with its text. */
function numericCell(text: string): Stored | Exact {
  const key = Number(text)
  if (Number.isNaN(key)) return new Exact(Infinity, 'NaN')
  if (String(key) === text && (!Number.isInteger(key) || Number.isSafeInteger(key))) return key
  return new Exact(key, text)
}

/** A number whose text has no exponent, and is the same when it is read again. */
function isPlainDouble(value: number): boolean {
  const size = Math.abs(value)
  return size < Number.MAX_SAFE_INTEGER && (size >= 1e-6 || value === 0)
}

const quotedSpecial = (text: string): string => (/^-?[NI]/.test(text) ? `"${text}"` : text)

/** `numeric`, or `numeric(precision, scale)`. */
export function numericType(precision?: number, scale = 0): PgType {
  const limited = (text: string): string => {
    if (precision === undefined || text === 'NaN') return text
    const result = text.endsWith('Infinity') ? undefined : rounded(text, scale)
    const whole = result?.replace('-', '').split('.')[0]?.replace(/^0+/, '')
    if (result === undefined || (whole ?? '').length > precision - scale)
      throw new PgError('numeric field overflow')
    return result
  }
  const fromText = (text: string): Stored | Exact => {
    // Numbers without ornaments, which most are: a double of so few digits prints the same.
    if (precision === undefined) {
      if (PLAIN.test(text)) return Number(text)
      if (ENDS_IN_ZERO.test(text)) return new Exact(Number(text), text)
    }
    const canonical = numericText(text)
    if (canonical === undefined) throw invalidInput('numeric', text)
    return numericCell(limited(canonical))
  }
  return {
    name: 'numeric',
    sqlName: precision === undefined ? 'numeric' : `numeric(${String(precision)},${String(scale)})`,
    affinity: 'NUMERIC',
    family: 'number',
    read: fromText,
    readNumber: (value) =>
      precision === undefined && typeof value === 'number' && isPlainDouble(value)
        ? value + 0
        : fromText(String(value)),
    toJson: (stored, exact) => quotedSpecial(exact ?? String(stored)),
    toText: (stored, exact) => exact ?? String(stored),
  }
}

/** The shortest digits that give the same number again. */
function shortestSingle(value: number): string {
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits)
    if (Math.fround(Number(text)) === value) return String(Number(text))
  }
  return String(Number(value.toPrecision(9)))
}

/** A double as PostgreSQL prints it: `1e+15`, `1e-07`, and plain between. */
function floatText(value: number, isSingle: boolean): string {
  if (value === Infinity) return 'Infinity'
  if (value === -Infinity) return '-Infinity'
  const shortest = isSingle ? shortestSingle(value) : String(value)
  const scientific = Number(shortest).toExponential()
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1))
  if (value !== 0 && (exponent < -4 || exponent >= (isSingle ? 6 : 15))) {
    const mantissa = scientific.slice(0, scientific.indexOf('e'))
    const size = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${size}`
  }
  return shortest
}

function floatType(name: string, sqlName: string, isSingle: boolean): PgType {
  const fit = (value: number, text: string): Stored | Exact => {
    const number = isSingle ? Math.fround(value) : value
    if (!Number.isFinite(number) || (number === 0 && /[1-9]/.test(text.replace(/e.*/i, ''))))
      throw new PgError(`"${text.trim()}" is out of range for type ${sqlName}`)
    return Object.is(number, -0) ? new Exact(0, '-0') : number
  }
  const read = (text: string): Stored | Exact => {
    const special = SPECIAL.exec(text)
    if (special) {
      const isNan = (special[2] ?? '').toLowerCase() === 'nan'
      return isNan ? new Exact(Infinity, 'NaN') : special[1] === '-' ? -Infinity : Infinity
    }
    if (!DECIMAL.test(text)) throw invalidInput(sqlName, text)
    return fit(Number(text), text)
  }
  const toText = (stored: string | number, exact: string | undefined): string =>
    exact ?? floatText(Number(stored), isSingle)
  return {
    name,
    sqlName,
    affinity: 'REAL',
    family: 'number',
    read,
    readNumber: (value) =>
      typeof value === 'number' && !Number.isFinite(value)
        ? read(String(value))
        : fit(Number(value), String(value)),
    toJson: (stored, exact) => quotedSpecial(toText(stored, exact)),
    toText,
  }
}

export const int2 = integerType('int2', 'smallint', 16)
export const int4 = integerType('int4', 'integer', 32)
export const int8 = integerType('int8', 'bigint', 64)
export const oid: PgType = { ...integerType('oid', 'oid', 64) }
export const float4 = floatType('float4', 'real', true)
export const float8 = floatType('float8', 'double precision', false)

const MONEY = /^\s*(\()?([+-])?\s*\$?\s*(\d[\d,]*(?:\.\d*)?|\.\d+)\s*\)?\s*$/

/** The locale of the recorded server has dollars. */
export const money: PgType = {
  name: 'money',
  sqlName: 'money',
  affinity: 'NUMERIC',
  family: 'number',
  read: (text) => {
    const match = MONEY.exec(text)
    if (!match) throw invalidInput('money', text)
    const cents = rounded(numericText((match[3] ?? '').replaceAll(',', '')) ?? '0', 2)
    return Number((match[2] === '-' || match[1] !== undefined ? '-' : '') + cents) + 0
  },
  readNumber: (value) => Number(rounded(numericText(String(value)) ?? '0', 2)) + 0,
  toJson: (stored) => `"${moneyText(Number(stored))}"`,
  toText: (stored) => moneyText(Number(stored)),
}

function moneyText(value: number): string {
  const [whole = '', fraction = ''] = Math.abs(value).toFixed(2).split('.')
  return `${value < 0 ? '-' : ''}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
}
