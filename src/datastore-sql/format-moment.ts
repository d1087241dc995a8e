const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const LONGEST_NAME = 9
const DAY = 86_400_000

const PATTERN =
  /"([^"]*)"|(FM)?(HH24|HH12|HH|MI|SSSSS?|SS|MS|US|A\.M\.|P\.M\.|a\.m\.|p\.m\.|AM|PM|am|pm|Y,YYY|YYYY|YYY|YY|Y|IYYY|IYY|IY|IW|IDDD|ID|I|BC|AD|bc|ad|MONTH|Month|month|MON|Mon|mon|MM|DAY|Day|day|DY|Dy|dy|DDD|DD|D|WW|W|CC|J|Q|RM|TZH|TZM|TZ|OF)(TH|th)?/g

const upperCase = (word: string, like: string): string =>
  like === like.toUpperCase() ? word.toUpperCase() : like === like.toLowerCase() ? word.toLowerCase() : word

const ending = (value: number): string => {
  const last = value % 10
  if (Math.floor(value / 10) % 10 === 1 || last < 1 || last > 3) return 'th'
  return last === 1 ? 'st' : last === 2 ? 'nd' : 'rd'
}

interface Moment {
  readonly date: Date
  readonly micros: number
}

/** DuckDB's text of a timestamp. */
function momentOf(text: string): Moment | undefined {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = ''] =
    /^(\d+)-(\d\d)-(\d\d)(?: (\d\d):(\d\d):(\d\d)(?:\.(\d+))?)?/.exec(text) ?? []
  if (year === '') return undefined
  const date = new Date(
    Date.UTC(2000, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  )
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  return { date, micros: Number(fraction.padEnd(6, '0') || 0) }
}

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1

/** Year, week and day of ISO 8601. */
function isoWeek(date: Date): { readonly year: number; readonly week: number; readonly day: number } {
  const day = date.getUTCDay() === 0 ? 7 : date.getUTCDay()
  const thursday = new Date(date.getTime() + (4 - day) * DAY)
  const year = thursday.getUTCFullYear()
  return { year, week: Math.ceil(dayOfYear(thursday) / 7), day }
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

function part(
  code: string,
  { date, micros }: Moment,
): { readonly value: number | string; readonly width: number } {
  const year = date.getUTCFullYear()
  const hour = date.getUTCHours()
  const iso = isoWeek(date)
  const number = (value: number, width: number) => ({ value, width })
  switch (code) {
    case 'HH24':
      return number(hour, 2)
    case 'HH12':
    case 'HH':
      return number(hour % 12 === 0 ? 12 : hour % 12, 2)
    case 'MI':
      return number(date.getUTCMinutes(), 2)
    case 'SS':
      return number(date.getUTCSeconds(), 2)
    case 'SSSS':
    case 'SSSSS':
      return number(hour * 3600 + date.getUTCMinutes() * 60 + date.getUTCSeconds(), 0)
    case 'MS':
      return number(Math.floor(micros / 1000), 3)
    case 'US':
      return number(micros, 6)
    case 'Y,YYY':
      return { value: `${Math.floor(year / 1000)},${String(year % 1000).padStart(3, '0')}`, width: 0 }
    case 'YYYY':
      return number(year, 4)
    case 'YYY':
      return number(year % 1000, 3)
    case 'YY':
      return number(year % 100, 2)
    case 'Y':
      return number(year % 10, 1)
    case 'IYYY':
      return number(iso.year, 4)
    case 'IYY':
      return number(iso.year % 1000, 3)
    case 'IY':
      return number(iso.year % 100, 2)
    case 'I':
      return number(iso.year % 10, 1)
    case 'MM':
      return number(date.getUTCMonth() + 1, 2)
    case 'DDD':
      return number(dayOfYear(date), 3)
    case 'DD':
      return number(date.getUTCDate(), 2)
    case 'D':
      return number(date.getUTCDay() + 1, 1)
    case 'IDDD':
      return number((iso.week - 1) * 7 + iso.day, 3)
    case 'ID':
      return number(iso.day, 1)
    case 'IW':
      return number(iso.week, 2)
    case 'WW':
      return number(Math.ceil(dayOfYear(date) / 7), 2)
    case 'W':
      return number(Math.ceil(date.getUTCDate() / 7), 1)
    case 'CC':
      return number(Math.ceil(year / 100), 2)
    case 'J':
      return number(Math.floor(date.getTime() / DAY) + 2_440_588, 0)
    case 'Q':
      return number(Math.floor(date.getUTCMonth() / 3) + 1, 1)
    case 'RM':
      return { value: (ROMAN[date.getUTCMonth()] ?? '').padEnd(4), width: 0 }
    case 'TZ':
      return { value: 'UTC', width: 0 }
    case 'TZH':
      return { value: '+00', width: 0 }
    case 'TZM':
      return { value: '00', width: 0 }
    case 'OF':
      return { value: '+00', width: 0 }
    default:
      break
  }
  if (/^[AaPp]\.?[Mm]\.?$/.test(code)) {
    const word = hour < 12 ? 'AM' : 'PM'
    return { value: upperCase(code.includes('.') ? `${word.charAt(0)}.M.` : word, code), width: 0 }
  }
  if (/^(?:BC|AD)$/i.test(code)) return { value: upperCase('AD', code), width: 0 }
  if (/^MONTH$/i.test(code))
    return { value: upperCase(MONTHS[date.getUTCMonth()] ?? '', code), width: LONGEST_NAME }
  if (/^MON$/i.test(code))
    return { value: upperCase((MONTHS[date.getUTCMonth()] ?? '').slice(0, 3), code), width: 0 }
  const day = DAYS[date.getUTCDay()] ?? ''
  return /^DAY$/i.test(code)
    ? { value: upperCase(day, code), width: LONGEST_NAME }
    : { value: upperCase(day.slice(0, 3), code), width: 0 }
}

/** PostgreSQL's to_char of a timestamp, given as DuckDB writes it. */
export function formatMoment(text: string, format: string): string | null {
  const moment = momentOf(text)
  if (!moment) return null
  return format.replace(
    PATTERN,
    (_, words: string | undefined, fill: string | undefined, code: string, suffix: string | undefined) => {
      if (words !== undefined) return words
      const { value, width } = part(code, moment)
      if (typeof value === 'string') return fill === undefined ? value.padEnd(width) : value.trim()
      const digits = fill === undefined ? String(value).padStart(width, '0') : String(value)
      return suffix === undefined ? digits : digits + upperCase(ending(value), suffix)
    },
  )
}

/** What to_date and to_timestamp read: a template and a text. @throws Error in PostgreSQL's words */
export function parseMoment(text: string, format: string): string {
  let at = 0
  let year = 1
  let month = 1
  let day = 1
  let hour = 0
  let minute = 0
  let second = 0
  let micros = 0
  let isPm: boolean | undefined
  let ofYear: number | undefined
  const digits = (most: number): number => {
    const [found = ''] = new RegExp(`^\\s*[+-]?\\d{1,${most}}`).exec(text.slice(at)) ?? []
    if (found === '') throw new Error(`invalid value "${text.slice(at, at + most)}" for a date or time field`)
    at += found.length
    return Number(found)
  }
  const name = (names: readonly string[]): number => {
    const rest = text.slice(at).trimStart().toLowerCase()
    at += text.slice(at).length - rest.length
    const index = names.findIndex((one) => rest.startsWith(one.slice(0, 3).toLowerCase()))
    const full = names[index]
    if (full === undefined) throw new Error(`invalid value "${rest.slice(0, 3)}" for a date or time field`)
    at += rest.startsWith(full.toLowerCase()) ? full.length : 3
    return index + 1
  }
  let last = 0
  for (const match of format.matchAll(PATTERN)) {
    for (const between of format.slice(last, match.index))
      if (text.charAt(at) === between || /[^\dA-Za-z]/.test(text.charAt(at))) at++
    last = match.index + match[0].length
    const code = (match[3] ?? '').toUpperCase()
    if (match[1] !== undefined) at += match[1].length
    else if (code === 'YYYY' || code === 'IYYY') year = digits(4)
    else if (code === 'YYY') year = 2000 + digits(3)
    else if (code === 'YY') {
      const short = digits(2)
      year = short < 70 ? 2000 + short : 1900 + short
    } else if (code === 'MM') month = digits(2)
    else if (code === 'MON' || code === 'MONTH') month = name(MONTHS)
    else if (code === 'DDD') ofYear = digits(3)
    else if (code === 'DD') day = digits(2)
    else if (code === 'DAY' || code === 'DY') name(DAYS)
    else if (code.startsWith('HH')) hour = digits(2)
    else if (code === 'MI') minute = digits(2)
    else if (code === 'SS') second = digits(2)
    else if (code === 'MS') micros = digits(3) * 1000
    else if (code === 'US') micros = digits(6)
    else if (/^[AP]\.?M\.?$/.test(code)) {
      isPm = /^\s*p/i.test(text.slice(at))
      at += (/^\s*[ap]\.?m\.?/i.exec(text.slice(at))?.[0] ?? '').length
    }
  }
  if (isPm !== undefined) hour = (hour % 12) + (isPm ? 12 : 0)
  const date = new Date(Date.UTC(2000, 0, 1, hour, minute, second))
  date.setUTCFullYear(year, ofYear === undefined ? month - 1 : 0, ofYear ?? day)
  if (
    month < 1 ||
    month > 12 ||
    (ofYear === undefined && date.getUTCDate() !== day) ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  )
    throw new Error(`date/time field value out of range: "${text}"`)
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}.${String(micros).padStart(6, '0')}`
}
