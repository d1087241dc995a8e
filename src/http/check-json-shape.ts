import { BadRequest } from '../core/errors.ts'

const DEEPEST = 1000
const MOST_KEYS = 10_000
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c

/**
 * Refuses JSON that is nested too deep for the stack, or has an object with so many keys that only an attack explains
 * it, before it is parsed. Texts that are not JSON are left to the parser.
 *
 * @throws BadRequest
 */
export function checkJsonShape(body: Buffer): void {
  // Too short to be too deep.
  if (body.length <= DEEPEST) return
  const commas = new Uint32Array(DEEPEST + 1)
  const isObject = new Uint8Array(DEEPEST + 1)
  let depth = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (byte === QUOTE) {
      at = endOfString(body, at)
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > DEEPEST)
        throw new BadRequest(`JSON Error: Request data is nested deeper than ${DEEPEST} levels`)
      commas[depth] = 0
      isObject[depth] = byte === 0x7b ? 1 : 0
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth > 0) depth--
    } else if (byte === COMMA && isObject[depth] === 1) {
      const count = (commas[depth] ?? 0) + 1
      commas[depth] = count
      if (count >= MOST_KEYS)
        throw new BadRequest(`JSON Error: Request data has an object with more than ${MOST_KEYS} keys`)
    }
  }
}

/** Index of the closing quote. Most strings have no escapes, and indexOf is far faster than a loop. */
function endOfString(body: Buffer, start: number): number {
  let at = body.indexOf(QUOTE, start + 1)
  while (at !== -1) {
    let escapes = 0
    while (body[at - 1 - escapes] === BACKSLASH) escapes++
    if (escapes % 2 === 0) return at
    at = body.indexOf(QUOTE, at + 1)
  }
  return body.length
}
