import type { Rule, RuleEntry } from '../rule.ts'

// Python's int(): outer blanks, a sign, digits of any script, single underscores between digits.
const INTEGER = /^\s*([+-]?)(\p{Nd}+(?:_\p{Nd}+)*)\s*$/u

/** Digits of any script as ASCII: each script's ten digits stand in a row of Unicode that begins at a multiple of ten or sixteen. */
const asciiDigit = (digit: string): string => {
  const code = digit.codePointAt(0) ?? 48
  if (code < 128) return digit
  let zero = code
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
  return String(code - zero)
}

/** A whole number as CKAN's int_validator reads it; undefined: it is none. */
export function integerOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const match = INTEGER.exec(value)
  if (!match) return undefined
  const digits = (match[2] ?? '').replaceAll('_', '').replace(/\p{Nd}/gu, asciiDigit)
  return Number((match[1] ?? '') + digits)
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

const isNumber = (value: unknown): value is number => typeof value === 'number'

/** A whole number that is no less than `least`. */
const integerFrom =
  (least: number, message: string): Rule =>
  (field) => {
    const integer = integerOf(field.value)
    if (integer === undefined) {
      field.errors.push('Invalid integer')
      return 'stop'
    }
    field.value = integer
    if (integer < least) field.errors.push(message)
    return undefined
  }

export const numberRules: Readonly<Record<string, RuleEntry>> = {
  /** Blank text is null, as for a resource's size. */
  int_validator: (field) => {
    if (isBlank(field.value)) {
      field.value = null
      return undefined
    }
    const integer = integerOf(field.value)
    if (integer === undefined) {
      field.errors.push('Invalid integer')
      return 'stop'
    }
    field.value = integer
    return undefined
  },
  natural_number_validator: integerFrom(0, 'Must be a natural number'),
  is_positive_integer: integerFrom(1, 'Must be a positive integer'),
  /** At most so many: a larger number counts as this one. */
  limit_to: {
    make: (argument) => (field) => {
      if (isNumber(field.value)) field.value = Math.min(field.value, Number(argument))
      return undefined
    },
  },
}
