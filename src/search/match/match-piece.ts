import { lowerCase } from '../analysis/lower-case.ts'
import { newBits, type Bits } from '../index/bits.ts'
import type { FieldIndex, Segment } from '../index/segment.ts'
import { ngramSource } from './piece-field.ts'
import type { PiecePlan } from './plan.ts'

const SHORTEST = 2
const LONGEST = 10
/** Stands between two terms, in neither of which it occurs. */
const BETWEEN = '\n'

/** All terms of a field in lower case, one after the other, and where each begins. */
interface LowerTerms {
  readonly version: number
  readonly text: Buffer
  readonly starts: Uint32Array
}

const known = new WeakMap<FieldIndex, LowerTerms>()

function lowerTerms(field: FieldIndex): LowerTerms {
  const before = known.get(field)
  if (before?.version === field.version) return before
  const starts = new Uint32Array(field.termCount)
  const parts: Buffer[] = []
  let length = 0
  for (let number = 0; number < field.termCount; number++) {
    const part = Buffer.from(lowerCase(field.term(number)).replaceAll(BETWEEN, ' ') + BETWEEN)
    starts[number] = length
    length += part.length
    parts.push(part)
  }
  const lower = { version: field.version, text: Buffer.concat(parts, length), starts }
  known.set(field, lower)
  return lower
}

/**
 * Documents whose title or name contains a piece. Solr keeps all pieces of 2 to 10 letters; we look through the
 * distinct titles or names instead, which costs nothing when writing.
 */
export function matchPiece(segment: Segment, plan: PiecePlan): Bits {
  const bits = newBits(segment.size)
  const length = Array.from(plan.text).length
  const field = segment.field(ngramSource(plan.field))
  if (!field || length < SHORTEST || length > LONGEST || plan.text.includes(BETWEEN)) return bits
  const { text, starts } = lowerTerms(field)
  const piece = Buffer.from(plan.text)
  let number = 0
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, starts[number] ?? text.length)) {
    while (number < starts.length && (starts[number] ?? 0) <= at) number++
    field.mark(number - 1, bits)
  }
  return bits
}
