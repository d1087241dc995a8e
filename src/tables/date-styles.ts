/** How a file writes dates and times; a column is of one style, or of several that agree in the order of the parts. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy'

export interface ReadDate {
  /** Orders in which the text is a real date. */
  readonly orders: number
  readonly first: number
  readonly second: number
}

const BITS: Readonly<Record<DateOrder, number>> = { ymd: 1, dmy: 2, mdy: 4 }
const ALL_ORDERS = 7
export const bitOf = (order: DateOrder): number => BITS[order]

const TIME = String.raw`(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[-+]\d{2}:?(?:\d{2})?)?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`)
const COMPACT = new RegExp(String.raw`^((?:19|20)\d{2})(\d{2})(\d{2})${TIME.replace(/\?$/, '')}$`)
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`)
const DAY_MONTH_NAME = new RegExp(
  String.raw`^(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:\.|st|nd|rd|th)?[ -]([A-Za-zÀ-ÿ]{3,10})\.?,?[ -](\d{4})${TIME}$`,
)
const MONTH_NAME_DAY = new RegExp(
  String.raw`^([A-Za-zÀ-ÿ]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})${TIME}$`,
)

/** The names of months begin so in English, German, French, Italian, Spanish, Dutch and Portuguese. */
const MONTHS: readonly RegExp[] = [
  /^(?:jan|jän|gen|ene)/i,
  /^(?:feb|fév|fev)/i,
  /^(?:mar|mär|maa|mrt)/i,
  /^(?:apr|avr|abr)/i,
  /^(?:may|mai|mag|mei)/i,
  /^(?:jun|juin|giu)/i,
  /^(?:jul|juil|lug)/i,
  /^(?:aug|aoû|aou|ago)/i,
  /^(?:sep|set)/i,
  /^(?:oct|okt|ott|out)/i,
  /^(?:nov)/i,
  /^(?:dec|dez|déc|dic)/i,
]
const monthOf = (name: string): number => MONTHS.findIndex((pattern) => pattern.test(name)) + 1

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isDay = (year: number, month: number, day: number): boolean =>
  month >= 1 &&
  month <= 12 &&
  day >= 1 &&
  day <= (DAYS[month - 1] ?? 0) &&
  (month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)))

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Hour, minute, second, fraction, half of the day, zone: as the pattern caught them. */
  readonly time: readonly (string | undefined)[]
}

/** Two digits: this century up to 2049, as Excel and strptime nearly agree. */
const fullYear = (text: string): number => {
  const year = Number(text)
  return text.length === 4 ? year : year < 50 ? 2000 + year : 1900 + year
}

function partsOf(text: string, order: DateOrder): Parts | undefined {
  const first = YEAR_FIRST.exec(text)
  if (first) {
    const [, year, , month, day, ...time] = first
    return { year: Number(year), month: Number(month), day: Number(day), time }
  }
  const last = YEAR_LAST.exec(text)
  if (last) {
    const [, one, , two, year = '', ...time] = last
    const [day, month] = order === 'mdy' ? [two, one] : [one, two]
    return { year: fullYear(year), month: Number(month), day: Number(day), time }
  }
  const compact = COMPACT.exec(text)
  if (compact) {
    const [, year, month, day, ...time] = compact
    return { year: Number(year), month: Number(month), day: Number(day), time }
  }
  const dayFirst = DAY_MONTH_NAME.exec(text)
  if (dayFirst) {
    const [, day, name = '', year, ...time] = dayFirst
    return { year: Number(year), month: monthOf(name), day: Number(day), time }
  }
  const monthFirst = MONTH_NAME_DAY.exec(text)
  if (!monthFirst) return undefined
  const [, name = '', day, year, ...time] = monthFirst
  return { year: Number(year), month: monthOf(name), day: Number(day), time }
}

const two = (value: number): string => String(value).padStart(2, '0')

function timeText(time: readonly (string | undefined)[]): string | undefined {
  const [hourText, minute = '00', second = '00', fraction, half] = time
  if (hourText === undefined) return '00:00:00'
  let hour = Number(hourText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  }
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  return `${two(hour)}:${minute}:${second}${fraction === undefined ? '' : `.${fraction.slice(0, 6)}`}`
}

/**
 * The date and time that a text says, `YYYY-MM-DDTHH:MM:SS[.f]` as PostgreSQL's timestamp reads it; a zone is left out,
 * as PostgreSQL does for a timestamp without one.
 *
 * @param order which part is the day where the year stands last
 * @returns undefined: no real date
 */
export function readDate(text: string, order: DateOrder): string | undefined {
  const parts = partsOf(text, order)
  if (!parts || !isDay(parts.year, parts.month, parts.day)) return undefined
  const time = timeText(parts.time)
  if (time === undefined) return undefined
  return `${String(parts.year).padStart(4, '0')}-${two(parts.month)}-${two(parts.day)}T${time}`
}

/** In which orders a text is a date; 0: it is none. */
export function ordersOf(text: string): ReadDate {
  const last = YEAR_LAST.exec(text)
  if (!last) return { orders: readDate(text, 'ymd') === undefined ? 0 : ALL_ORDERS, first: 0, second: 0 }
  const dmy = readDate(text, 'dmy') === undefined ? 0 : BITS.dmy
  const mdy = readDate(text, 'mdy') === undefined ? 0 : BITS.mdy
  return { orders: dmy | mdy, first: Number(last[1]), second: Number(last[3]) }
}

/** Cheap: whether a text can be a date at all. */
export function mayBeDate(text: string): boolean {
  if (text.length < 6 || text.length > 40) return false
  const code = text.charCodeAt(0)
  return (code >= 48 && code <= 57) || /^[A-Za-zÀ-ÿ]{3,10}[ ,.]+\d/.test(text)
}

const DIGITS_AT = [0, 1, 2, 3, 5, 6, 8, 9]
const TIME_DIGITS_AT = [11, 12, 14, 15, 17, 18]

/** The commonest dates without a pattern: a real `YYYY-MM-DD`, alone or followed by `HH:MM:SS`. */
export function isIsoDate(text: string): boolean {
  const { length } = text
  if ((length !== 10 && length !== 19) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false
  for (const at of DIGITS_AT) if (!isDigit(text.charCodeAt(at))) return false
  const day = Number(text.slice(8, 10))
  if (!isDay(Number(text.slice(0, 4)), Number(text.slice(5, 7)), day)) return false
  if (length === 10) return true
  const divider = text.charCodeAt(10)
  if ((divider !== 32 && divider !== 84) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
    return false
  for (const at of TIME_DIGITS_AT) if (!isDigit(text.charCodeAt(at))) return false
  return text.slice(11, 13) < '24' && text.charCodeAt(14) < 54 && text.charCodeAt(17) < 54
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
