import { allBits, andInto, andNotInto, newBits, orInto, setBit, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { columnOf, edgeNumber } from './columns.ts'
import { nearTerms } from './fuzzy-terms.ts'
import { overlaps } from './overlaps.ts'
import { matchPhrase } from './phrase.ts'
import { matchPiece } from './match-piece.ts'
import { matchTermSet } from './match-term-set.ts'
import type { BooleanPlan, Plan } from './plan.ts'
import { markPostings, type Snapshot } from './snapshot.ts'

/** The documents of a segment that a plan finds, dead ones among them. The answer is the caller's to change. */
export function matchPlan(snapshot: Snapshot, segment: Segment, plan: Plan): Bits {
  snapshot.checkTime()
  switch (plan.kind) {
    case 'all':
    case 'function':
      return allBits(segment.size)
    case 'none':
      return newBits(segment.size)
    case 'term':
      return matchAny(snapshot, segment, [plan])
    case 'fuzzy':
      return matchTerms(
        snapshot,
        segment,
        plan.field,
        nearTerms(snapshot, plan).map(({ term }) => term),
      )
    case 'phrase':
      return matchPhrase(snapshot, segment, plan).bits
    case 'termSet':
      return matchTermSet(snapshot, segment, plan)
    case 'piece':
      return matchPiece(segment, plan)
    case 'exists':
      return matchExists(snapshot, segment, plan.field)
    case 'numberRange':
      return matchRange(segment, plan.field, plan.low, plan.high)
    case 'overlap':
      return overlaps(snapshot, segment, plan).bits.slice()
    case 'boolean':
      return matchBoolean(snapshot, segment, plan)
    case 'dismax':
      return matchAny(snapshot, segment, plan.plans)
    case 'boost':
    case 'constant':
    case 'multiplied':
      return matchPlan(snapshot, segment, plan.plan)
  }
}

function matchTerms(snapshot: Snapshot, segment: Segment, field: string, terms: readonly string[]): Bits {
  const bits = newBits(segment.size)
  for (const term of terms) markTerm(snapshot, segment, field, term, bits)
  return bits
}

function markTerm(snapshot: Snapshot, segment: Segment, field: string, term: string, bits: Bits): void {
  const index = snapshot.field(segment, field)
  // Postings of words are wanted again for their scores, so they are read as such.
  if (index && !index.analysed) {
    index.lookup(term)?.mark(bits)
    return
  }
  const found = snapshot.postings(segment, field, term)
  if (found) markPostings(found, bits)
}

function matchAny(snapshot: Snapshot, segment: Segment, plans: readonly Plan[]): Bits {
  const bits = newBits(segment.size)
  for (const plan of plans) markPlan(snapshot, segment, plan, bits)
  return bits
}

/** Adds what a plan finds to a set. */
function markPlan(snapshot: Snapshot, segment: Segment, plan: Plan, bits: Bits): void {
  switch (plan.kind) {
    case 'term':
      markTerm(snapshot, segment, plan.field, plan.term, bits)
      return
    case 'dismax':
      for (const one of plan.plans) markPlan(snapshot, segment, one, bits)
      return
    case 'boost':
    case 'constant':
      markPlan(snapshot, segment, plan.plan, bits)
      return
    default:
      orInto(bits, matchPlan(snapshot, segment, plan))
  }
}

function matchExists(snapshot: Snapshot, segment: Segment, name: string): Bits {
  const numbers = segment.numbers(name)
  if (numbers) return matchRange(segment, name, -Infinity, Infinity)
  const bits = newBits(segment.size)
  const field = snapshot.field(segment, name)
  if (!field) return bits
  const column = columnOf(field, segment.size)
  for (let slot = 0; slot < segment.size; slot++)
    if (edgeNumber(column, slot, 'first') >= 0) setBit(bits, slot)
  return bits
}

function matchRange(segment: Segment, field: string, low: number, high: number): Bits {
  const bits = newBits(segment.size)
  const numbers = segment.numbers(field)
  if (!numbers) return bits
  for (let slot = 0; slot < segment.size; slot++) {
    const number = numbers[slot] ?? NaN
    if (number >= low && number <= high) setBit(bits, slot)
  }
  return bits
}

function matchBoolean(snapshot: Snapshot, segment: Segment, plan: BooleanPlan): Bits {
  let bits: Bits | undefined
  for (const one of plan.must) {
    const found = matchPlan(snapshot, segment, one)
    bits = bits ? andInto(bits, found) : found
  }
  const least = plan.must.length === 0 ? Math.max(1, plan.least) : plan.least
  if (least > 0) {
    const some = matchSome(snapshot, segment, plan.should, least)
    bits = bits ? andInto(bits, some) : some
  }
  bits ??= newBits(segment.size)
  for (const one of plan.not) andNotInto(bits, matchPlan(snapshot, segment, one))
  return bits
}

function matchSome(snapshot: Snapshot, segment: Segment, plans: readonly Plan[], least: number): Bits {
  if (least === 1) return matchAny(snapshot, segment, plans)
  const bits = newBits(segment.size)
  if (plans.length < least) return bits
  if (least === plans.length) {
    const [first = bits, ...others] = plans.map((one) => matchPlan(snapshot, segment, one))
    for (const one of others) andInto(first, one)
    return first
  }
  // reached[n]: documents that n + 1 plans or more have found so far
  const reached = Array.from({ length: least }, () => newBits(segment.size))
  for (const one of plans) {
    const found = matchPlan(snapshot, segment, one)
    for (let n = least - 1; n > 0; n--) {
      const fewer = reached[n - 1]
      if (fewer) orInto(reached[n] ?? bits, andInto(found.slice(), fewer))
    }
    orInto(reached[0] ?? bits, found)
  }
  return reached[least - 1] ?? bits
}
