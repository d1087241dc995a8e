import { daysInMonth, daysOf } from './calendar.ts'
import { PgError } from './pg-error.ts'

export interface DateTime {
  /** Since 1970-01-01; undefined: no date was written. */
  readonly days: number | undefined
  /** Microseconds of the day, 86400 s for 24:00; undefined: no time was written. */
  readonly micros: number | undefined
  /** Seconds east of Greenwich, or the name of a zone. */
  readonly zone: number | string | undefined
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAMES =
  'january february march april may june july august september october november december sept'.split(' ')
const DAYS =
  'sun sunday mon monday tue tues tuesday wed weds wednesday thu thur thurs thursday fri friday sat saturday'.split(
    ' ',
  )
const ZONES: Readonly<Record<string, number>> = {
  z: 0,
  zulu: 0,
  utc: 0,
  gmt: 0,
  ut: 0,
  wet: 0,
  bst: 3600,
  cet: 3600,
  cest: 7200,
  eet: 7200,
  msk: 10800,
  est: -18000,
  edt: -14400,
  cst: -21600,
  cdt: -18000,
  mst: -25200,
  mdt: -21600,
  pst: -28800,
  pdt: -25200,
}
const NOISE = new Set(['at', 'on', 't', 'ad', ','])
const DAY_MICROS = 86_400_000_000

const outOfRange = (text: string): PgError => new PgError(`date/time field value out of range: "${text}"`)

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/

function microsOf(hour: number, minute: number, second: number, fraction: string): number | undefined {
  if (hour > 24 || minute > 59 || second > 60) return undefined
  const micros = Math.round(Number(`0.${fraction || '0'}`) * 1e6)
  const total = ((hour * 60 + minute) * 60 + second) * 1e6 + micros
  return hour === 24 && total > DAY_MICROS ? undefined : total
}

function offsetOf(text: string): number | undefined {
  const match = /^([+-])(\d{1,2}):?(\d\d)?(?::?(\d\d))?$/.exec(text)
  if (!match) return undefined
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)
  return match[1] === '-' ? -seconds : seconds
}

const TOKEN =
  /\s*(?:(\d{1,3}:\d\d(?::\d\d(?:[.,]\d+)?)?)|(\d+[-/.]\d+[-/.]\d+|\d+[-/.][a-z]{3,9}[-/.,]\d+)|(\d{4}\.\d{3}(?!\d))|(\d+(?:\.\d+)?)|([+-]\d{1,2}(?::?\d\d){0,2}(?![\d-]))|([a-z]+\/[a-z_]+(?:\/[a-z_]+)?|[a-z]+)|(,))/y

/** What is written, still without sense. */
interface Parts {
  year?: number
  month?: number
  day?: number
  dayOfYear?: number
  micros?: number
  zone?: number | string
  isBc: boolean
  half?: 'am' | 'pm'
}

const fullYear = (digits: string): number => {
  const year = Number(digits)
  return digits.length <= 2 ? year + (year < 70 ? 2000 : 1900) : year
}

const monthOf = (word: string): number | undefined => {
  const index = MONTHS.findIndex((month) => month === word)
  if (index !== -1) return index + 1
  const full = MONTH_NAMES.indexOf(word)
  return full === -1 ? undefined : full === 12 ? 9 : full + 1
}

function readTime(token: string, parts: Parts, text: string): void {
  const [hour = '', minute = '', second = '0'] = token.replace(',', '.').split(':')
  const [whole = '0', fraction = ''] = second.split('.')
  const micros = microsOf(Number(hour), Number(minute), Number(whole), fraction)
  if (micros === undefined) throw outOfRange(text)
  parts.micros = micros
}

/** `2020-01-31`, `1/31/2020`, `31-Jan-2020`: month first unless a year is. */
function readDate(token: string, parts: Parts): boolean {
  const [a = '', b = '', c = ''] = token.split(/[-/.,]/)
  if (/[a-z]/.test(b)) {
    const month = monthOf(b)
    if (month === undefined) return false
    parts.month = month
    const yearFirst = a.length > 2
    parts.year = fullYear(yearFirst ? a : c)
    parts.day = Number(yearFirst ? c : a)
    return true
  }
  if (a.length > 2) {
    parts.year = Number(a)
    parts.month = Number(b)
    parts.day = Number(c)
  } else {
    parts.month = Number(a)
    parts.day = Number(b)
    parts.year = fullYear(c)
  }
  return true
}

/** Digits without signs between: `20200131`, `200131`, a time after `T`, or a day or year beside a month's name. */
function readDigits(token: string, parts: Parts, afterT: boolean, text: string): boolean {
  const hasDate = parts.year !== undefined && parts.month !== undefined
  if ((afterT || hasDate) && /^(?:\d{4}|\d{6}(?:\.\d+)?)$/.test(token)) {
    readTime(
      token.replace(
        /^(\d\d)(\d\d)(.+)?$/,
        (_all, h: string, m: string, s?: string) => `${h}:${m}:${s ?? '00'}`,
      ),
      parts,
      text,
    )
    return true
  }
  if (token.includes('.')) return false
  if (!hasDate && (token.length === 8 || token.length === 6) && parts.month === undefined) {
    parts.year = fullYear(token.slice(0, -4))
    parts.month = Number(token.slice(-4, -2))
    parts.day = Number(token.slice(-2))
    return true
  }
  if (token.length <= 2 && parts.day === undefined) parts.day = Number(token)
  else if (parts.year === undefined) parts.year = fullYear(token)
  else return false
  return true
}

function readWord(word: string, parts: Parts): boolean {
  const month = monthOf(word)
  if (month !== undefined && parts.month === undefined) parts.month = month
  else if (word === 'am' || word === 'pm') parts.half = word
  else if (word === 'bc') parts.isBc = true
  else if (Object.hasOwn(ZONES, word)) parts.zone = ZONES[word] ?? 0
  else if (word.includes('/')) parts.zone = word
  else return NOISE.has(word) || DAYS.includes(word)
  return true
}

function readParts(text: string, wrong: () => PgError): Parts {
  const source = text.trim().toLowerCase()
  const parts: Parts = { isBc: false }
  let last = ''
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source)
    if (!match) throw wrong()
    const [, time, date, dayOfYear, digits, offset, word] = match
    let isKnown = true
    if (time !== undefined) readTime(time, parts, text)
    else if (date !== undefined) isKnown = parts.month === undefined && readDate(date, parts)
    else if (dayOfYear !== undefined) {
      parts.year = Number(dayOfYear.slice(0, 4))
      parts.dayOfYear = Number(dayOfYear.slice(5))
    } else if (digits !== undefined) isKnown = readDigits(digits, parts, last === 't', text)
    else if (offset !== undefined) {
      isKnown = parts.micros !== undefined
      parts.zone = offsetOf(offset) ?? 0
    } else if (word !== undefined) isKnown = readWord(word, parts)
    if (!isKnown) throw wrong()
    last = word ?? ''
  }
  return parts
}

function dayNumber(parts: Parts, text: string, wrong: () => PgError): number | undefined {
  const { month, day, dayOfYear } = parts
  if (parts.year === undefined && month === undefined && day === undefined) return undefined
  if (parts.year === undefined) throw wrong()
  const year = parts.isBc ? 1 - parts.year : parts.year
  if (parts.year === 0) throw outOfRange(text)
  if (dayOfYear !== undefined) return daysOf(year, 1, 1) + dayOfYear - 1
  if (month === undefined || day === undefined) throw wrong()
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) throw outOfRange(text)
  return daysOf(year, month, day)
}

function withHalf(micros: number | undefined, half: Parts['half'], text: string): number | undefined {
  if (half === undefined || micros === undefined) return micros
  const hour = Math.floor(micros / 3_600_000_000)
  if (hour > 12) throw outOfRange(text)
  const inHalf = hour === 12 ? micros - 12 * 3_600_000_000 : micros
  return half === 'pm' ? inHalf + 12 * 3_600_000_000 : inHalf
}

/**
 * Reads a date, a time or both as PostgreSQL does with DateStyle "ISO, MDY".
 *
 * @param wrong the error for a text that is neither
 * @throws PgError
 */
export function readDateTime(text: string, wrong: () => PgError): DateTime {
  const iso = ISO.exec(text)
  if (iso) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    if (year === 0 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
      throw outOfRange(text)
    const days = daysOf(year, month, day)
    if (iso[4] === undefined) return { days, micros: undefined, zone: undefined }
    const micros = microsOf(Number(iso[4]), Number(iso[5]), Number(iso[6] ?? 0), iso[7] ?? '')
    if (micros === undefined) throw outOfRange(text)
    const zone = iso[8] === undefined ? undefined : iso[8] === 'Z' ? 0 : offsetOf(iso[8])
    return { days, micros, zone }
  }
  if (text.length > 128) throw wrong()
  const parts = readParts(text, wrong)
  return {
    days: dayNumber(parts, text, wrong),
    micros: withHalf(parts.micros, parts.half, text),
    zone: parts.zone,
  }
}
