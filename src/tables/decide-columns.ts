import { numbersRead, readBy, strays, type ColumnProfile } from './column-profile.ts'
import type { DateOrder } from './date-styles.ts'
import { COMMA_DECIMAL, COMMA_GROUPS, NUMBER_STYLES, type NumberStyle } from './number-styles.ts'

/** What a column becomes, and how its cells are read. */
export type ColumnPlan =
  | { readonly type: 'text'; readonly reason: string }
  | { readonly type: 'numeric'; readonly reason: string; readonly style: NumberStyle }
  | { readonly type: 'timestamp'; readonly reason: string; readonly order: DateOrder }
  | { readonly type: 'bool'; readonly reason: string }
  | { readonly type: 'json'; readonly reason: string }

export type ColumnType = ColumnPlan['type']

interface FileHabits {
  readonly commaDecimals: boolean
  /** The order that other columns of the file prove. */
  readonly order: DateOrder | undefined
}

/** Index of the style that reads most; of two that read the same the file's habit decides. */
function bestStyle(profile: ColumnProfile, commaDecimals: boolean): number {
  let best = 0
  for (let style = 1; style < NUMBER_STYLES.length; style++)
    if (readBy(profile, style) > readBy(profile, best)) best = style
  const tie = readBy(profile, COMMA_GROUPS) === readBy(profile, COMMA_DECIMAL)
  return best === COMMA_GROUPS && tie && commaDecimals ? COMMA_DECIMAL : best
}

/** The order that the dates of a column prove: one of them has a part above 12. */
function provenOrder(profile: ColumnProfile): DateOrder | undefined {
  if (profile.dayFirst > profile.monthFirst) return 'dmy'
  if (profile.monthFirst > profile.dayFirst) return 'mdy'
  return undefined
}

function dateOrder(
  profile: ColumnProfile,
  habits: FileHabits,
): { readonly order: DateOrder; readonly why: string } {
  if (profile.firsts.size === 0) return { order: 'ymd', why: 'year first or month by name' }
  const proven = provenOrder(profile)
  if (proven !== undefined)
    return { order: proven, why: proven === 'dmy' ? 'day before month' : 'month before day' }
  // Monthly data: the part that is always 1 is the day.
  if (profile.firsts.size === 1 && profile.firsts.has(1) && profile.seconds.size > 1)
    return { order: 'dmy', why: 'day before month: the first part is always 1' }
  if (profile.seconds.size === 1 && profile.seconds.has(1) && profile.firsts.size > 1)
    return { order: 'mdy', why: 'month before day: the second part is always 1' }
  if (habits.order !== undefined)
    return {
      order: habits.order,
      why: `${habits.order === 'dmy' ? 'day' : 'month'} first, as in other columns of the file`,
    }
  if (profile.dotted > 0) return { order: 'dmy', why: 'day before month, as dates with dots are written' }
  if (habits.commaDecimals)
    return { order: 'dmy', why: 'day before month: the file is of a country with decimal commas' }
  return { order: 'mdy', why: 'no date tells day from month: month before day, as PostgreSQL reads them' }
}

function decide(profile: ColumnProfile, habits: FileHabits): ColumnPlan {
  const count = profile.filled - profile.missing
  if (profile.filled === 0) return { type: 'text', reason: 'no cell is filled' }
  if (profile.nested > 0)
    return profile.nested === profile.filled
      ? { type: 'json', reason: 'objects or lists' }
      : { type: 'text', reason: 'objects or lists beside other values' }
  if (count === 0) return { type: 'text', reason: 'nothing but marks for missing values' }
  if (profile.booleans === count) return { type: 'bool', reason: 'true or false' }
  const allowed = count - strays(count)
  if (profile.dates >= allowed && profile.dates > numbersRead(profile)) {
    const { order, why } = dateOrder(profile, habits)
    return { type: 'timestamp', order, reason: `dates (${why})` }
  }
  if (profile.codes > 0 && numbersRead(profile) + profile.codes >= allowed)
    return {
      type: 'text',
      reason: `codes: “${profile.codeSample ?? ''}” would lose its zeros or digits as a number`,
    }
  const best = bestStyle(profile, habits.commaDecimals)
  const style = NUMBER_STYLES[best]
  if (style && readBy(profile, best) >= allowed) return { type: 'numeric', style, reason: style.description }
  const sample = profile.otherSample
  return {
    type: 'text',
    reason: sample === undefined ? 'values of several kinds' : `words, such as “${sample}”`,
  }
}

/** What the data dictionary says of a column's type wins. */
function overridden(
  profile: ColumnProfile,
  habits: FileHabits,
  type: string | undefined,
): ColumnPlan | undefined {
  const reason = 'the data dictionary says so'
  if (type === 'text') return { type, reason }
  if (type === 'timestamp') return { type, reason, order: dateOrder(profile, habits).order }
  const style = NUMBER_STYLES[bestStyle(profile, habits.commaDecimals)]
  return type === 'numeric' && style ? { type, reason, style } : undefined
}

/** Decides each column's type by what all of its cells are; columns of one file help each other where one is open. */
export function decideColumns(
  profiles: readonly ColumnProfile[],
  commaDecimals: boolean,
  overrides: readonly (string | undefined)[],
): readonly ColumnPlan[] {
  const orders = profiles.filter((profile) => profile.dates > 0).map(provenOrder)
  const dayFirst = orders.filter((order) => order === 'dmy').length
  const monthFirst = orders.filter((order) => order === 'mdy').length
  const proven = profiles.some(
    (profile) =>
      readBy(profile, COMMA_DECIMAL) > 0.9 * (profile.filled - profile.missing) &&
      readBy(profile, COMMA_DECIMAL) > readBy(profile, COMMA_GROUPS),
  )
  const habits: FileHabits = {
    commaDecimals: commaDecimals || proven,
    order: dayFirst > monthFirst ? 'dmy' : monthFirst > dayFirst ? 'mdy' : undefined,
  }
  return profiles.map((profile, at) => overridden(profile, habits, overrides[at]) ?? decide(profile, habits))
}
