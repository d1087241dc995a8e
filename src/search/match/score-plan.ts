import { hasBit } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { seekSlot } from '../index/slot-lists.ts'
import { rarity, saturation } from './bm25.ts'
import { functionSource } from './function-source.ts'
import { nearTerms } from './fuzzy-terms.ts'
import { matchPlan } from './match-plan.ts'
import { overlaps } from './overlaps.ts'
import { matchPhrase } from './phrase.ts'
import type { PhrasePlan, Plan } from './plan.ts'
import type { Snapshot } from './snapshot.ts'

/** Length byte of a field without norms, such as a string. */
const ONE = 1
/** So many times fewer documents than a term has are few. */
const FEW = 16

/** Scores of some documents of a segment, beside their slots. */
export interface Scored {
  readonly segment: Segment
  readonly slots: Uint32Array
  readonly scores: Float32Array
}

/**
 * Adds what a plan scores to `into.scores`, times `weight`; documents that it does not find get nothing.
 * @param isFound whether it is known that the plan finds all of them
 */
export function addScores(
  snapshot: Snapshot,
  into: Scored,
  plan: Plan,
  weight: number,
  isFound = false,
): void {
  snapshot.checkTime()
  switch (plan.kind) {
    case 'none':
      return
    case 'all':
      for (let i = 0; i < into.scores.length; i++) into.scores[i] = (into.scores[i] ?? 0) + weight
      return
    case 'term':
      addTerm(snapshot, into, plan.field, plan.term, weight * weigh(snapshot, plan.field, [plan.term]))
      return
    case 'fuzzy': {
      const near = nearTerms(snapshot, plan)
      const frequency = Math.max(0, ...near.map(({ term }) => snapshot.frequency(plan.field, term)))
      const idf = rarity(snapshot.statistics(plan.field).documents, frequency)
      for (const { term, boost } of near) addTerm(snapshot, into, plan.field, term, weight * boost * idf)
      return
    }
    case 'phrase':
      addPhrase(snapshot, into, plan, weight)
      return
    case 'overlap': {
      const { ratios } = overlaps(snapshot, into.segment, plan)
      for (let i = 0; i < into.slots.length; i++) {
        into.scores[i] = (into.scores[i] ?? 0) + weight * (ratios[into.slots[i] ?? 0] ?? 0)
      }
      return
    }
    case 'boost':
      addScores(snapshot, into, plan.plan, weight * plan.boost, isFound)
      return
    case 'constant':
      addWhereFound(snapshot, into, plan.plan, plan.score * weight)
      return
    case 'boolean': {
      const own = isFound ? into : blank(into)
      for (const one of plan.must) addScores(snapshot, own, one, weight, isFound)
      const isOnly = plan.must.length === 0 && plan.should.length === 1
      for (const one of plan.should) addScores(snapshot, own, one, weight, isFound && isOnly)
      if (!isFound) addWhereFound(snapshot, into, plan, own.scores)
      return
    }
    case 'dismax':
      addDismax(snapshot, into, plan.plans, plan.tie, weight)
      return
    case 'function':
      addFunction(snapshot, into, plan, weight)
      return
    case 'multiplied': {
      const own = blank(into)
      addScores(snapshot, own, plan.plan, weight, isFound)
      const source = functionSource(snapshot, into.segment)
      for (let i = 0; i < into.slots.length; i++) {
        const score = own.scores[i] ?? 0
        into.scores[i] = (into.scores[i] ?? 0) + score * plan.by(source(into.slots[i] ?? 0, score))
      }
      return
    }
    default:
      addWhereFound(snapshot, into, plan, weight)
  }
}

const blank = ({ segment, slots }: Scored): Scored => ({
  segment,
  slots,
  scores: new Float32Array(slots.length),
})

function addWhereFound(snapshot: Snapshot, into: Scored, plan: Plan, score: number | Float32Array): void {
  const bits = matchPlan(snapshot, into.segment, plan)
  for (let i = 0; i < into.slots.length; i++) {
    if (!hasBit(bits, into.slots[i] ?? 0)) continue
    into.scores[i] = (into.scores[i] ?? 0) + (typeof score === 'number' ? score : (score[i] ?? 0))
  }
}

function weigh(snapshot: Snapshot, field: string, terms: readonly string[]): number {
  const { documents } = snapshot.statistics(field)
  return terms.reduce((sum, term) => sum + rarity(documents, snapshot.frequency(field, term)), 0)
}

function addTerm(snapshot: Snapshot, into: Scored, field: string, term: string, weight: number): void {
  const postings = snapshot.postings(into.segment, field, term)
  if (!postings) return
  const factors = snapshot.lengthFactors(field)
  const norms = snapshot.field(into.segment, field)?.norms()
  const { slots, counts } = postings
  const { slots: wanted, scores } = into
  // Where few are wanted, the others are leapt over.
  const leaps = wanted.length * FEW < slots.length
  let at = 0
  for (let i = 0; i < wanted.length; i++) {
    const slot = wanted[i] ?? 0
    if (leaps) at = seekSlot(slots, slot, at)
    else while (at < slots.length && (slots[at] ?? 0) < slot) at++
    if (at === slots.length) return
    if (slots[at] !== slot) continue
    const factor = factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0
    scores[i] = (scores[i] ?? 0) + weight * saturation(counts?.[at] ?? 1, factor)
  }
}

function addPhrase(snapshot: Snapshot, into: Scored, plan: PhrasePlan, weight: number): void {
  const { slots, frequencies } = matchPhrase(snapshot, into.segment, plan)
  if (slots.length === 0) return
  const total =
    weight *
    weigh(
      snapshot,
      plan.field,
      plan.terms.map(({ term }) => term),
    )
  const factors = snapshot.lengthFactors(plan.field)
  const norms = snapshot.field(into.segment, plan.field)?.norms()
  const { slots: wanted, scores } = into
  let at = 0
  for (let i = 0; i < wanted.length; i++) {
    const slot = wanted[i] ?? 0
    at = seekSlot(slots, slot, at)
    if (at === slots.length) return
    if (slots[at] !== slot) continue
    scores[i] =
      (scores[i] ?? 0) + total * saturation(frequencies[at] ?? 0, factors[norms?.[slot] ?? ONE] ?? 0)
  }
}

/** Whether a plan finds nothing in a segment, as far as that is seen at a glance. */
function isAbsent(snapshot: Snapshot, segment: Segment, plan: Plan): boolean {
  switch (plan.kind) {
    case 'none':
      return true
    case 'term':
      return snapshot.postings(segment, plan.field, plan.term) === undefined
    case 'phrase':
      return matchPhrase(snapshot, segment, plan).slots.length === 0
    case 'boost':
    case 'constant':
      return isAbsent(snapshot, segment, plan.plan)
    default:
      return false
  }
}

function addDismax(
  snapshot: Snapshot,
  into: Scored,
  plans: readonly Plan[],
  tie: number,
  weight: number,
): void {
  const present = plans.filter((plan) => !isAbsent(snapshot, into.segment, plan))
  const [only] = present
  if (!only) return
  if (present.length === 1) {
    addScores(snapshot, into, only, weight)
    return
  }
  const best = new Float32Array(into.scores.length)
  const sum = new Float32Array(into.scores.length)
  for (const plan of present) {
    const own = blank(into).scores
    addScores(snapshot, { ...into, scores: own }, plan, weight)
    for (let i = 0; i < best.length; i++) {
      const score = own[i] ?? 0
      if (score > (best[i] ?? 0)) best[i] = score
      sum[i] = (sum[i] ?? 0) + score
    }
  }
  const { scores } = into
  for (let i = 0; i < best.length; i++) {
    const top = best[i] ?? 0
    scores[i] = (scores[i] ?? 0) + top + tie * ((sum[i] ?? 0) - top)
  }
}

function addFunction(
  snapshot: Snapshot,
  into: Scored,
  plan: Plan & { kind: 'function' },
  weight: number,
): void {
  const source = functionSource(snapshot, into.segment)
  for (let i = 0; i < into.slots.length; i++) {
    const value = plan.value(source(into.slots[i] ?? 0, 0))
    into.scores[i] = (into.scores[i] ?? 0) + weight * (Number.isFinite(value) ? value : 0)
  }
}
