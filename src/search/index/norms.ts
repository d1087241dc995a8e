/**
 * How Lucene keeps the length of a field in one byte (SmallFloat.intToByte4): exact up to 40, then with four
 * significant bits. Rankings depend on the loss, so it is reproduced.
 */
const EXACT = 24

function shorten(length: number): number {
  const bits = 32 - Math.clz32(length)
  if (bits < 4) return length
  const shift = bits - 4
  return ((length >>> shift) & 7) | ((shift + 1) << 3)
}

function lengthen(code: number): number {
  const shift = (code >>> 3) - 1
  return shift < 0 ? code & 7 : ((code & 7) | 8) * 2 ** shift
}

export const encodeLength = (length: number): number =>
  length < EXACT ? length : EXACT + shorten(length - EXACT)

/** The length that each byte stands for. */
export const LENGTHS: Float64Array = Float64Array.from({ length: 256 }, (_, code) =>
  code < EXACT ? code : EXACT + lengthen(code - EXACT),
)
