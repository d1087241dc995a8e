import { bitOf, isIsoDate, mayBeDate, ordersOf } from './date-styles.ts'
import { MISSING_MARKS } from './missing-marks.ts'
import { COMMA_DECIMAL, isCode, NUMBER_STYLES } from './number-styles.ts'
import type { RawCell } from './table-source.ts'

/** What the cells of a column are, counted over the whole file. */
export interface ColumnProfile {
  filled: number
  /** Words for "not known" among them. */
  missing: number
  nested: number
  booleans: number
  codes: number
  /** Numbers that every style reads, and those among them that can't be written with a decimal comma. */
  plain: number
  pointed: number
  /** Other cells that each of NUMBER_STYLES reads. */
  readonly numbers: number[]
  dates: number
  dayFirst: number
  monthFirst: number
  dotted: number
  /** Values of the first and second part of dates whose order is open. */
  readonly firsts: Set<number>
  readonly seconds: Set<number>
  /** A cell that is neither number nor date. */
  otherSample: string | undefined
  codeSample: string | undefined
  /** Nothing but text is possible any more: the rest of the column is only counted. */
  isText: boolean
}

export const newProfile = (): ColumnProfile => ({
  filled: 0,
  missing: 0,
  nested: 0,
  booleans: 0,
  codes: 0,
  plain: 0,
  pointed: 0,
  numbers: NUMBER_STYLES.map(() => 0),
  dates: 0,
  dayFirst: 0,
  monthFirst: 0,
  dotted: 0,
  firsts: new Set(),
  seconds: new Set(),
  otherSample: undefined,
  codeSample: undefined,
  isText: false,
})

/** Cells that may not fit before a column is text: as many in a thousand. */
export const strays = (count: number): number => Math.floor(count / 1000)

/** How many cells a style of NUMBER_STYLES reads. */
export const readBy = (profile: ColumnProfile, style: number): number =>
  profile.plain - (style === COMMA_DECIMAL ? profile.pointed : 0) + (profile.numbers[style] ?? 0)

/** How many cells the best style reads. */
export const numbersRead = (profile: ColumnProfile): number =>
  Math.max(...NUMBER_STYLES.map((_, style) => readBy(profile, style)))

const LOOK_AFTER = 2000
const PLAIN = /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/

/** After some thousand cells a column of words is seen to be one. */
function settle(profile: ColumnProfile): void {
  const count = profile.filled - profile.missing
  const most = Math.max(profile.booleans, profile.dates, profile.nested, profile.codes + numbersRead(profile))
  profile.isText = most < count * 0.9
}

function addDate(profile: ColumnProfile, text: string): boolean {
  const { orders, first, second } = ordersOf(text)
  if (orders === 0) return false
  profile.dates++
  if ((orders & bitOf('dmy')) !== 0) profile.dayFirst++
  if ((orders & bitOf('mdy')) !== 0) profile.monthFirst++
  if (first > 0) {
    if (profile.firsts.size < 40) profile.firsts.add(first)
    if (profile.seconds.size < 40) profile.seconds.add(second)
    if (text.charAt(text.length > 8 ? 2 : 1) === '.' || text.includes('.')) profile.dotted++
  }
  return true
}

/** Counts one cell of a column. */
export function addCell(profile: ColumnProfile, cell: RawCell | undefined): void {
  if (cell === null || cell === undefined || cell === '') return
  if (typeof cell !== 'string') {
    profile.filled++
    profile.nested++
    return
  }
  if (profile.isText) {
    profile.filled++
    return
  }
  if (PLAIN.test(cell)) {
    profile.filled++
    profile.plain++
    const point = cell.indexOf('.')
    if (point >= 0 && (point > 4 || cell.length - point !== 4)) profile.pointed++
    // A compact date (20240131) is a number, too; a column of both stays one of numbers.
    if (profile.dates > 0 && cell.length === 8) addDate(profile, cell)
    return
  }
  if (isIsoDate(cell)) {
    profile.filled++
    profile.dates++
    profile.dayFirst++
    profile.monthFirst++
  } else addText(profile, cell.trim())
  if (profile.filled % LOOK_AFTER === 0) settle(profile)
}

function addText(profile: ColumnProfile, text: string): void {
  if (text === '') return
  profile.filled++
  if (MISSING_MARKS.has(text.toLowerCase())) {
    profile.missing++
    return
  }
  if (isCode(text)) {
    profile.codes++
    profile.codeSample ??= text
    if (mayBeDate(text)) addDate(profile, text)
    return
  }
  let known = false
  if (text.length < 50)
    NUMBER_STYLES.forEach((style, at) => {
      if (!style.matches(text)) return
      profile.numbers[at] = (profile.numbers[at] ?? 0) + 1
      known = true
    })
  if (/^(?:true|false)$/i.test(text)) {
    profile.booleans++
    return
  }
  if (mayBeDate(text) && addDate(profile, text)) known = true
  if (!known) profile.otherSample ??= text.slice(0, 60)
}
