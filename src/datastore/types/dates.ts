import { daysInMonth, EARLIEST, LATEST, printedDate, sortableDate } from './calendar.ts'
import { invalidInput, PgError } from './pg-error.ts'
import type { PgType } from './pg-type.ts'
import { readDateTime } from './read-datetime.ts'

const DAY_MICROS = 86_400_000_000
/** 294276 AD and 4713 BC, PostgreSQL's ends of time, in days. */
const LAST_DAY = 106_751_991
const FIRST_DAY = -2_440_588

const two = (value: number): string => String(value).padStart(2, '0')

function timeText(micros: number): string {
  const seconds = Math.floor(micros / 1e6)
  const fraction = String(micros % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '')
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return fraction === '' ? clock : `${clock}.${fraction}`
}

const json = (text: string): string => `"${text}"`

function special(text: string): string | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'infinity' || word === '+infinity') return LATEST
  return word === '-infinity' ? EARLIEST : undefined
}

const WORDS: Readonly<Record<string, number>> = { now: 0, today: 0, tomorrow: 1, yesterday: -1 }

/** `epoch`, `now`, `today` and their like, in microseconds. */
function spoken(text: string): number | undefined {
  const word = text.trim().toLowerCase()
  if (word === 'epoch') return 0
  const days = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  if (days === undefined) return undefined
  const now = Date.now() * 1000
  return word === 'now' ? now : (Math.floor(now / DAY_MICROS) + days) * DAY_MICROS
}

/** Microseconds east of Greenwich of a named zone at a local time. */
function zoneMicros(name: string, days: number, micros: number, wrong: () => PgError): number {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    throw wrong()
  }
  const at = new Date(days * 86_400_000 + micros / 1000)
  const offset = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(offset) ?? []
  const total = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60e6
  return sign === '-' ? -total : total
}

function stamp(days: number, micros: number): string {
  return `${sortableDate(days)}T${timeText(micros)}`
}

/** Carries microseconds beyond a day, as 24:00 and the offset of a zone bring, into the date. */
function carried(days: number, micros: number, text: string): string {
  const over = Math.floor(micros / DAY_MICROS)
  const day = days + over
  if (day > LAST_DAY || day < FIRST_DAY) throw new PgError(`timestamp out of range: "${text}"`)
  return stamp(day, micros - over * DAY_MICROS)
}

const twoDigits = (text: string, at: number): number =>
  text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528

/** The commonest form needs no reckoning: `2020-01-31T10:11:12`, or with a blank; undefined: look closer. */
function plainStamp(text: string): string | undefined {
  if (text.length !== 19 || !/^[1-9]\d{3}-\d\d-\d\d[T ]\d\d:\d\d:\d\d$/.test(text)) return undefined
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  if (month < 1 || month > 12 || day < 1 || twoDigits(text, 11) > 23) return undefined
  if (day > 28 && day > daysInMonth(Number(text.slice(0, 4)), month)) return undefined
  if (twoDigits(text, 14) > 59 || twoDigits(text, 17) > 59) return undefined
  return text[10] === 'T' ? text : `${text.slice(0, 10)}T${text.slice(11)}`
}

function readStamp(text: string, name: string, withZone: boolean, digits: number): string {
  const plain = plainStamp(text)
  if (plain !== undefined) return plain
  const known = special(text)
  if (known !== undefined) return known
  const word = spoken(text)
  if (word !== undefined)
    return carried(Math.floor(word / DAY_MICROS), ((word % DAY_MICROS) + DAY_MICROS) % DAY_MICROS, text)
  const wrong = (): PgError => invalidInput(name, text)
  const { days, micros = 0, zone } = readDateTime(text, wrong)
  if (days === undefined) throw wrong()
  const unit = 10 ** (6 - digits)
  const precise = Math.round(micros / unit) * unit
  if (!withZone || zone === undefined) return carried(days, precise, text)
  const offset = typeof zone === 'number' ? zone * 1e6 : zoneMicros(zone, days, precise, wrong)
  return carried(days, precise - offset, text)
}

/** Date and clock of a stored stamp. */
function split(stored: string): { readonly date: string; readonly clock: string; readonly era: string } {
  const at = stored.indexOf('T')
  const { date, isBc } = printedDate(stored.slice(0, at))
  return { date, clock: stored.slice(at + 1), era: isBc ? ' BC' : '' }
}

const endless = (stored: string): string | undefined =>
  stored === LATEST ? 'infinity' : stored === EARLIEST ? '-infinity' : undefined

/** What CKAN's to_char makes of a timestamp: without fractions and eras, and null for endless ones. */
function shownStamp(stored: string): string | undefined {
  // An ordinary one is stored as it is shown.
  if (stored.length === 19) return stored
  if (endless(stored) !== undefined) return undefined
  const { date, clock } = split(stored)
  return `${date}T${clock.slice(0, 8)}`
}

export function timestamp(digits = 6): PgType {
  return {
    name: 'timestamp',
    sqlName: digits === 6 ? 'timestamp without time zone' : `timestamp(${String(digits)}) without time zone`,
    affinity: 'TEXT',
    family: 'other',
    read: (text) => readStamp(text, 'timestamp', false, digits),
    toJson: (stored) => {
      const shown = shownStamp(String(stored))
      return shown === undefined ? 'null' : json(shown)
    },
    toCsv: (stored) => shownStamp(String(stored)) ?? '',
    toText: (stored) => {
      const { date, clock, era } = split(String(stored))
      return endless(String(stored)) ?? `${date} ${clock}${era}`
    },
  }
}

export function timestamptz(digits = 6): PgType {
  const toText = (stored: string | number): string => {
    const { date, clock, era } = split(String(stored))
    return endless(String(stored)) ?? `${date} ${clock}+00${era}`
  }
  return {
    name: 'timestamptz',
    sqlName: digits === 6 ? 'timestamp with time zone' : `timestamp(${String(digits)}) with time zone`,
    affinity: 'TEXT',
    family: 'other',
    read: (text) => readStamp(text, 'timestamp with time zone', true, digits),
    toJson: (stored) => {
      const { date, clock, era } = split(String(stored))
      return json(endless(String(stored)) ?? `${date}T${clock}+00:00${era}`)
    },
    toText,
  }
}

export const date: PgType = {
  name: 'date',
  sqlName: 'date',
  affinity: 'TEXT',
  family: 'other',
  read: (text) => {
    const known = special(text)
    if (known !== undefined) return known
    const word = spoken(text)
    if (word !== undefined) return sortableDate(Math.floor(word / DAY_MICROS))
    const wrong = (): PgError => invalidInput('date', text)
    const { days } = readDateTime(text, wrong)
    if (days === undefined) throw wrong()
    return sortableDate(days)
  },
  toJson: (stored) => json(dateText(String(stored))),
  toText: (stored) => dateText(String(stored)),
}

function dateText(stored: string): string {
  const known = endless(stored)
  if (known !== undefined) return known
  const { date: shown, isBc } = printedDate(stored)
  return isBc ? `${shown} BC` : shown
}

function readClock(text: string, name: string): { readonly clock: string; readonly zone: number } {
  const wrong = (): PgError => invalidInput(name, text)
  // Digits alone are a time here, where a date is not asked for.
  const digits = /^\s*(\d\d)(\d\d)(\d\d)?\s*$/.exec(text)
  const written = digits ? `${digits[1] ?? ''}:${digits[2] ?? ''}:${digits[3] ?? '00'}` : text
  const { micros, zone } = readDateTime(written, wrong)
  if (micros === undefined) throw wrong()
  return { clock: timeText(micros), zone: typeof zone === 'number' ? zone : 0 }
}

export const time: PgType = {
  name: 'time',
  sqlName: 'time without time zone',
  affinity: 'TEXT',
  family: 'other',
  read: (text) => readClock(text, 'time').clock,
  toJson: (stored) => json(String(stored)),
  toText: String,
}

export const timetz: PgType = {
  ...time,
  name: 'timetz',
  sqlName: 'time with time zone',
  read: (text) => {
    const { clock, zone } = readClock(text, 'time with time zone')
    const minutes = Math.abs(zone) / 60
    const rest = minutes % 60 === 0 ? '' : `:${two(minutes % 60)}`
    return `${clock}${zone < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${rest}`
  },
}
