import { lowerCase } from '../analysis/lower-case.ts'
import { newBits, setBit, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { ngramSource } from './piece-field.ts'
import type { PiecePlan } from './plan.ts'

const SHORTEST = 2
const LONGEST = 10

/**
 * Documents whose title or name contains a piece. Solr keeps all pieces of 2 to 10 letters; we look through the
 * distinct titles or names instead, which costs nothing when writing.
 */
export function matchPiece(segment: Segment, plan: PiecePlan): Bits {
  const bits = newBits(segment.size)
  const length = Array.from(plan.text).length
  const field = segment.field(ngramSource(plan.field))
  if (!field || length < SHORTEST || length > LONGEST) return bits
  for (let number = 0; number < field.termCount; number++) {
    if (!lowerCase(field.term(number)).includes(plan.text)) continue
    for (const slot of field.postings(number).slots) setBit(bits, slot)
  }
  return bits
}
