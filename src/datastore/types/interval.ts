import { Exact } from './exact.ts'
import { invalidInput } from './pg-error.ts'
import type { PgType } from './pg-type.ts'

/** Months, days and microseconds of each unit. */
const UNITS: Readonly<Record<string, readonly [number, number, number]>> = {
  microsecond: [0, 0, 1],
  millisecond: [0, 0, 1e3],
  second: [0, 0, 1e6],
  minute: [0, 0, 6e7],
  hour: [0, 0, 36e8],
  day: [0, 1, 0],
  week: [0, 7, 0],
  month: [1, 0, 0],
  year: [12, 0, 0],
  decade: [120, 0, 0],
  century: [1200, 0, 0],
}
const SHORT: Readonly<Record<string, string>> = {
  us: 'microsecond',
  ms: 'millisecond',
  s: 'second',
  sec: 'second',
  m: 'minute',
  min: 'minute',
  h: 'hour',
  hr: 'hour',
  d: 'day',
  w: 'week',
  mon: 'month',
  y: 'year',
  yr: 'year',
  centurie: 'century',
}
const DAY = 86_400_000_000

const two = (value: number): string => String(value).padStart(2, '0')

interface Span {
  readonly months: number
  readonly days: number
  readonly micros: number
}

function unitOf(word: string): readonly [number, number, number] | undefined {
  const lower = word.toLowerCase()
  const single = lower.length > 2 ? lower.replace(/s$/, '') : lower
  const name = Object.hasOwn(SHORT, single) ? (SHORT[single] ?? '') : single
  return Object.hasOwn(UNITS, name) ? UNITS[name] : undefined
}

function plus(span: Span, amount: number, [months, days, micros]: readonly [number, number, number]): Span {
  const wholeMonths = Math.trunc(amount * months)
  const restDays = months === 0 ? amount * days : (amount * months - wholeMonths) * 30
  const wholeDays = Math.trunc(restDays)
  return {
    months: span.months + wholeMonths,
    days: span.days + wholeDays,
    micros: span.micros + Math.round((restDays - wholeDays) * DAY + amount * micros),
  }
}

const NOTHING: Span = { months: 0, days: 0, micros: 0 }
const ISO_UNITS: Readonly<Record<string, string>> = { Y: 'year', W: 'week', D: 'day', H: 'hour', S: 'second' }

function readIso(text: string): Span | undefined {
  const match = /^P((?:-?[\d.]+[YMWD])*)(?:T((?:-?[\d.]+[HMS])+))?$/.exec(text)
  if (!match) return undefined
  const parts = (side: string, minutes: string): (readonly [number, string])[] =>
    [...side.matchAll(/(-?[\d.]+)([A-Z])/g)].map(([, amount, letter = '']) => [
      Number(amount),
      letter === 'M' ? minutes : (ISO_UNITS[letter] ?? ''),
    ])
  return [...parts(match[1] ?? '', 'month'), ...parts(match[2] ?? '', 'minute')].reduce(
    (span, [amount, unit]) => plus(span, amount, UNITS[unit] ?? [0, 0, 0]),
    NOTHING,
  )
}

const CLOCK = /^([+-]?)(\d+):(\d\d)(?::(\d\d(?:\.\d+)?))?$/

function readWords(text: string): Span | undefined {
  const words = text
    .trim()
    .replace(/^@\s*/, '')
    .replace(/([\d.])([a-z])/gi, '$1 $2')
    .split(/\s+/)
  const isAgo = words.at(-1)?.toLowerCase() === 'ago'
  if (isAgo) words.pop()
  let span = NOTHING
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    const clock = CLOCK.exec(word)
    if (clock) {
      const seconds = Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4] ?? 0)
      span = plus(span, clock[1] === '-' ? -seconds : seconds, [0, 0, 1e6])
      continue
    }
    if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(word)) return undefined
    const unit = at + 1 === words.length ? UNITS['second'] : unitOf(words[++at] ?? '')
    if (!unit) return undefined
    span = plus(span, Number(word), unit)
  }
  return isAgo ? { months: -span.months, days: -span.days, micros: -span.micros } : span
}

const counted = (count: number, unit: string): string => `${String(count)} ${unit}${count === 1 ? '' : 's'}`

function printed({ months, days, micros }: Span): string {
  const years = Math.trunc(months / 12)
  const parts = [
    years === 0 ? '' : counted(years, 'year'),
    months % 12 === 0 ? '' : counted(months % 12, 'mon'),
    days === 0 ? '' : counted(days, 'day'),
  ].filter(Boolean)
  if (micros !== 0 || parts.length === 0) {
    const seconds = Math.floor(Math.abs(micros) / 1e6)
    const fraction = String(Math.abs(micros) % 1e6)
      .padStart(6, '0')
      .replace(/0+$/, '')
    const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
    parts.push((micros < 0 ? '-' : '') + clock + (fraction === '' ? '' : `.${fraction}`))
  }
  return parts.join(' ')
}

/** Ordered by length, a month counted as 30 days, as PostgreSQL does. */
export const interval: PgType = {
  name: 'interval',
  sqlName: 'interval',
  affinity: 'REAL',
  family: 'other',
  read: (text) => {
    const span = text.trim() === '' ? undefined : (readIso(text.trim()) ?? readWords(text))
    if (!span) throw invalidInput('interval', text)
    return new Exact((span.months * 30 + span.days) * DAY + span.micros, printed(span))
  },
  toJson: (_stored, exact) => JSON.stringify(exact ?? ''),
  toText: (_stored, exact) => exact ?? '',
}
