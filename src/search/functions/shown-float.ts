import { shownNumber } from './shown-number.ts'

const MOST_DIGITS = 9
/** Bits of a float's digits. */
const BITS = 24

/** A whole number beyond 24 bits, without the digits that it can't tell. */
function rounded(float: number): number {
  const unknown = Math.floor(Math.log2(Math.abs(float))) - BITS - 1
  const unit = 10 ** Math.max(0, Math.floor(unknown * Math.log10(2)))
  return Math.round(float / unit) * unit
}

/** A number of 32 bits with as few digits as tell it from its neighbours, as Java writes a float. */
export function shownFloat(value: number): number | string {
  const float = Math.fround(value)
  if (!Number.isFinite(float)) return shownNumber(float)
  const size = Math.abs(float)
  if (size >= 2 ** BITS && size < 2 ** 63) return rounded(float)
  for (let digits = 1; digits < MOST_DIGITS; digits++) {
    const short = Number(float.toPrecision(digits))
    if (Math.fround(short) === float) return short
  }
  return Number(float.toPrecision(MOST_DIGITS))
}
