const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/
const WEEKDAY = /^(mon|tues?|wed|wednes|thur?s?|fri|sat|satur|sun)(day)?$/
const FILLER = /^(at|on|of|and|ad|st|nd|rd|th|t|z|utc|gmt)$/
const TIME = /(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,6}))?)?/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?)?$/

// Marks a number of three or four digits: always a year.
const WRITTEN_OUT = 10_000

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly micros: number
}

function readClock(text: string): { clock: Clock; rest: string } | undefined {
  const found = TIME.exec(text)
  const half = /\b([ap])\.?m\b\.?/.exec(text)?.[1]
  if (!found) return half ? undefined : { clock: { hour: 0, minute: 0, second: 0, micros: 0 }, rest: text }
  const [whole, hours, minute, second = '0', fraction = ''] = found
  const hour = (Number(hours) % (half ? 12 : 24)) + (half === 'p' ? 12 : 0)
  const clock = {
    hour,
    minute: Number(minute),
    second: Number(second),
    micros: Number(fraction.padEnd(6, '0')),
  }
  if ((!half && Number(hours) > 23) || clock.minute > 59 || clock.second > 59) return undefined
  return { clock, rest: text.replace(whole, ' ').replace(/\b[ap]\.?m\b\.?/, ' ') }
}

/** Year, month (1–12) and day of up to three numbers in the order they were written; months by name come as negative. */
function readDay(parts: readonly number[], now: Date): readonly [number, number, number] | undefined {
  const fromNow: readonly [number, number, number] = [
    now.getUTCFullYear(),
    now.getUTCMonth() + 1,
    now.getUTCDate(),
  ]
  const named = parts.findIndex((part) => part < 0)
  const numbers = parts.filter((part) => part >= 0)
  const year = (number: number): number =>
    number >= WRITTEN_OUT ? number - WRITTEN_OUT : number + (number <= 76 ? 2000 : 1900)
  const [a = 0, b = 0, c = 0] = numbers
  if (named >= 0) {
    const month = -(parts[named] ?? 0)
    if (numbers.length === 0) return [fromNow[0], month, fromNow[2]]
    if (numbers.length === 1) return a > 31 ? [year(a), month, fromNow[2]] : [fromNow[0], month, a]
    return numbers.length > 2 ? undefined : a > 31 ? [year(a), month, b] : [year(b), month, a]
  }
  switch (numbers.length) {
    case 0:
      return fromNow
    case 1:
      return a > 31 ? [year(a), fromNow[1], fromNow[2]] : [fromNow[0], fromNow[1], a]
    case 2:
      if (a > 31) return [year(a), b, fromNow[2]]
      if (b > 31) return [year(b), a, fromNow[2]]
      return a > 12 ? [fromNow[0], b, a] : [fromNow[0], a, b]
    case 3:
      if (a > 31) return b > 12 ? [year(a), c, b] : [year(a), b, c]
      return a > 12 ? [year(c), b, a] : [year(c), a, b]
    default:
      return undefined
  }
}

/**
 * Reads a date as leniently as CKAN does for index fields named `…_date`; what is not said is today's, months come
 * before days where both are possible, and a time zone is counted to UTC.
 * @returns ISO text with `Z`, microseconds only where there are some; `undefined` for what is no date
 */
export function looseDate(text: string, now: Date): string | undefined {
  let rest = text.trim().toLowerCase()
  const zone = /([+-])(\d{2}):?(\d{2})?$/.exec(TIME.test(rest) ? rest : '')
  if (zone) rest = rest.slice(0, zone.index)
  const read = readClock(rest)
  if (!read) return undefined
  let { clock } = read
  const words = read.rest.split(/[\s,/.;_-]+|(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)/).filter((word) => word !== '')
  const compact = COMPACT.exec(read.rest.trim())
  const parts: number[] = []
  for (const word of compact ? compact.slice(1, 4) : words) {
    const month = MONTH.test(word) ? MONTHS.indexOf(word.slice(0, 3)) + 1 : 0
    if (month) parts.push(-month)
    else if (/^\d{1,4}$/.test(word)) parts.push(Number(word) + (word.length > 2 ? WRITTEN_OUT : 0))
    else if (!WEEKDAY.test(word) && !FILLER.test(word)) return undefined
  }
  if (compact?.[4])
    clock = {
      hour: Number(compact[4]),
      minute: Number(compact[5]),
      second: Number(compact[6] ?? 0),
      micros: 0,
    }
  if (words.length === 0 && !TIME.test(rest)) return undefined
  const day = readDay(parts, now)
  if (!day) return undefined
  const date = new Date(0)
  date.setUTCFullYear(day[0], day[1] - 1, day[2])
  if (date.getUTCMonth() !== day[1] - 1 || date.getUTCDate() !== day[2]) return undefined
  date.setUTCHours(clock.hour, clock.minute, clock.second)
  if (zone) {
    const minutes = Number(zone[2]) * 60 + Number(zone[3] ?? 0)
    date.setTime(date.getTime() + (zone[1] === '+' ? -1 : 1) * minutes * 60_000)
  }
  const fraction = clock.micros === 0 ? '' : `.${String(clock.micros).padStart(6, '0')}`
  return date.toISOString().replace(/\.\d{3}Z$/, `${fraction}Z`)
}
