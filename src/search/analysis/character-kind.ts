/** Kinds of characters as Lucene's word delimiter tells them apart; the letters are two bits so that `ALPHA` tests both. */
export const LOWER = 1
export const UPPER = 2
export const ALPHA = 3
const DIGIT = 4
export const DELIMITER = 8
const BLOCK = 256

const blocks = new Map<number, Uint8Array>()

function kindOf(unit: number): number {
  const text = String.fromCharCode(unit)
  if (unit >= 0xd800 && unit <= 0xdfff) return ALPHA | DIGIT
  if (/^[\p{Ll}]$/u.test(text) || unit === 0xaa || unit === 0xba) return LOWER
  if (/^[\p{Lu}]$/u.test(text)) return UPPER
  if (unit < 256) return /^\d$/.test(text) ? DIGIT : DELIMITER
  if (/^[\p{Lt}\p{Lm}\p{Lo}\p{M}]$/u.test(text)) return ALPHA
  return /^\p{N}$/u.test(text) ? DIGIT : DELIMITER
}

/** The kind of a UTF-16 unit. Half of a surrogate pair counts as letter and digit at once. */
export function characterKind(unit: number): number {
  const number = unit >> 8
  let block = blocks.get(number)
  if (!block) {
    block = Uint8Array.from({ length: BLOCK }, (_, i) => kindOf(number * BLOCK + i))
    blocks.set(number, block)
  }
  return block[unit & 255] ?? DELIMITER
}
