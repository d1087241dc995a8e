import { PythonFloat } from '../../core/python-float.ts'

/** The only forms of dates that CKAN takes for a timestamp. */
const DATES: readonly RegExp[] = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[ T](?<clock>\d{1,2}:\d{1,2}:\d{1,2})Z?)?$/,
  /^(?<day>\d{1,2})[/-](?<month>\d{1,2})[/-](?<year>\d{4})$/,
  /^(?<month>\d{1,2})[/-](?<day>\d{1,2})[/-](?<year>\d{4})$/,
]

function isDate(text: string): boolean {
  return DATES.some((form) => {
    const groups = form.exec(text)?.groups
    if (!groups) return false
    const [year, month, day] = [Number(groups['year']), Number(groups['month']), Number(groups['day'])]
    const date = new Date(Date.UTC(year, month - 1, day))
    const [hours = 0, minutes = 0, seconds = 0] = (groups['clock'] ?? '').split(':').map(Number)
    if (hours > 23 || minutes > 59 || seconds > 61) return false
    return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  })
}

/** Python's int() and float() of a text. */
const INTEGER = /^\s*[+-]?\d+(?:_\d+)*\s*$/
const FLOAT =
  /^\s*[+-]?(?:(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?|nan|inf|infinity)\s*$/i

/** The type that CKAN gives a column from one value: of the first record. */
export function guessType(value: unknown): string {
  if (value === null || value === undefined) return 'text'
  if (value instanceof PythonFloat) return 'float'
  if (typeof value === 'object') return 'nested'
  if (typeof value === 'boolean' || typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value !== 'string') return 'text'
  if (INTEGER.test(value)) return 'integer'
  if (FLOAT.test(value)) return 'numeric'
  return isDate(value) ? 'timestamp' : 'text'
}
