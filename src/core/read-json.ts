/** Without so many digits in a row, where a number can stand, every integer of a text is exact as a number. */
const LONG_NUMBER = /(?:^|[:,[])\s*-?\d{16}/
const INTEGER = /^-?\d+$/

const exact = (_key: string, value: unknown, { source }: { readonly source?: string } = {}): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && INTEGER.test(source)
    ? BigInt(source)
    : value

/**
 * JSON.parse that keeps the digits of long integers, as Python does: those that no number holds are bigints.
 *
 * @throws SyntaxError
 */
export function readJson(text: string): unknown {
  return LONG_NUMBER.test(text) ? JSON.parse(text, exact) : JSON.parse(text)
}
