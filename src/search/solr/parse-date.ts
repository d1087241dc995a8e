import { SearchError } from '../../core/errors.ts'

type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'milli'

const UNITS: Readonly<Record<string, Unit>> = {
  YEAR: 'year',
  YEARS: 'year',
  MONTH: 'month',
  MONTHS: 'month',
  DAY: 'day',
  DAYS: 'day',
  DATE: 'day',
  HOUR: 'hour',
  HOURS: 'hour',
  MINUTE: 'minute',
  MINUTES: 'minute',
  SECOND: 'second',
  SECONDS: 'second',
  MILLI: 'milli',
  MILLIS: 'milli',
  MILLISECOND: 'milli',
  MILLISECONDS: 'milli',
}
const MILLIS: Readonly<Record<Exclude<Unit, 'year' | 'month'>, number>> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  milli: 1,
}
const LITERAL = /^([+-]?\d{4,9})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z/
const STEP = /(?:([+-])(\d+)|\/)([A-Z]+)/y

const invalid = (text: string): SearchError =>
  new SearchError(`Search error: 'Invalid Date String: ${text.slice(0, 100)}'`)

/** Milliseconds of a UTC date; out-of-range values are for the caller to find. */
function utc(year: number, month: number, day: number, time = 0): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  return date.getTime() + time
}

function readLiteral(text: string): { time: number; length: number } | undefined {
  const found = LITERAL.exec(text)
  if (!found) return undefined
  const [whole, year, month, day, hour, minute, second, fraction = ''] = found
  const start = utc(Number(year), Number(month) - 1, Number(day))
  const date = new Date(start)
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) throw invalid(text)
  const clock = Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second) * 1000
  if (Number(minute) > 59 || Number(second) > 60 || clock > 86_400_000) throw invalid(text)
  return { time: start + clock + Number(fraction.padEnd(3, '0').slice(0, 3)), length: whole.length }
}

function add(time: number, amount: number, unit: Unit): number {
  if (unit !== 'year' && unit !== 'month') return time + amount * MILLIS[unit]
  const date = new Date(time)
  const month = date.getUTCMonth() + (unit === 'year' ? 12 * amount : amount)
  const lastDay = new Date(utc(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const midnight = Math.floor(time / MILLIS.day) * MILLIS.day
  return utc(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay), time - midnight)
}

function floor(time: number, unit: Unit): number {
  const date = new Date(time)
  if (unit === 'year') return utc(date.getUTCFullYear(), 0, 1)
  if (unit === 'month') return utc(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return Math.floor(time / MILLIS[unit]) * MILLIS[unit]
}

/**
 * Reads a date of a query: `YYYY-MM-DDThh:mm:ss[.fraction]Z` or `NOW`, then any number of `+1DAY`, `-2MONTHS`, `/HOUR`
 * (Solr's DateMathParser; all in UTC).
 * @returns milliseconds since 1970
 * @throws SearchError for any other text
 */
export function parseDate(text: string, now: number): number {
  const literal = text.startsWith('NOW') ? { time: now, length: 3 } : readLiteral(text)
  if (!literal) throw invalid(text)
  let { time } = literal
  let at = literal.length
  while (at < text.length) {
    STEP.lastIndex = at
    const [whole, sign, amount, word = ''] = STEP.exec(text) ?? []
    const unit = UNITS[word]
    if (whole === undefined || unit === undefined) throw invalid(text)
    time = sign === undefined ? floor(time, unit) : add(time, Number(sign + (amount ?? '')), unit)
    at += whole.length
  }
  if (Number.isNaN(time)) throw invalid(text)
  return time
}
