/** Days since 1970-01-01 of a date in the Gregorian calendar, years counted astronomically (0 is 1 BC). */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

/** The date of so many days since 1970-01-01. */
function dateOf(days: number): {
  readonly year: number
  readonly month: number
  readonly day: number
} {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

const two = (value: number): string => String(value).padStart(2, '0')

/**
 * A date as a text that sorts as the dates do: `2020-01-31`; years before 1 and after 9999 with a sign before them that
 * sorts below or above all digits.
 */
export function sortableDate(days: number): string {
  const { year, month, day } = dateOf(days)
  const rest = `-${two(month)}-${two(day)}`
  if (year > 9999) return `:${String(year).padStart(6, '0')}${rest}`
  // 1 BC is year 0: the farther back, the smaller.
  if (year < 1) return `-${String(99_999 - (1 - year)).padStart(5, '0')}${rest}`
  return String(year).padStart(4, '0') + rest
}

/** The date of such a text as PostgreSQL prints it, and whether it is BC. */
export function printedDate(sortable: string): { readonly date: string; readonly isBc: boolean } {
  if (sortable.startsWith('-')) {
    const year = 99_999 - Number(sortable.slice(1, 6))
    return { date: String(year).padStart(4, '0') + sortable.slice(6), isBc: true }
  }
  if (sortable.startsWith(':'))
    return { date: String(Number(sortable.slice(1, 7))) + sortable.slice(7), isBc: false }
  return { date: sortable, isBc: false }
}

export const LATEST = '~'
export const EARLIEST = '!'
