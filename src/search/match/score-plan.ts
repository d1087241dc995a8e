import { hasBit } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { lengthFactors, rarity, saturation } from './bm25.ts'
import { functionSource } from './function-source.ts'
import { nearTerms } from './fuzzy-terms.ts'
import { matchPlan } from './match-plan.ts'
import { overlaps } from './overlaps.ts'
import { matchPhrase } from './phrase.ts'
import type { PhrasePlan, Plan } from './plan.ts'
import type { Snapshot } from './snapshot.ts'

/** Length byte of a field without norms, such as a string. */
const ONE = 1

/** Scores of some documents of a segment, beside their slots. */
export interface Scored {
  readonly segment: Segment
  readonly slots: Uint32Array
  readonly scores: Float32Array
}

/** Adds what a plan scores to `into.scores`, times `weight`; documents that it does not find get nothing. */
export function addScores(snapshot: Snapshot, into: Scored, plan: Plan, weight: number): void {
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
      addScores(snapshot, into, plan.plan, weight * plan.boost)
      return
    case 'constant':
      addWhereFound(snapshot, into, plan.plan, plan.score * weight)
      return
    case 'boolean': {
      const own = blank(into)
      for (const one of [...plan.must, ...plan.should]) addScores(snapshot, own, one, weight)
      addWhereFound(snapshot, into, plan, own.scores)
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
      addScores(snapshot, own, plan.plan, weight)
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
  const factors = lengthFactors(snapshot.statistics(field))
  const norms = snapshot.field(into.segment, field)?.norms()
  const { slots, counts } = postings
  let at = 0
  for (let i = 0; i < into.slots.length; i++) {
    const slot = into.slots[i] ?? 0
    while (at < slots.length && (slots[at] ?? 0) < slot) at++
    if (at === slots.length) return
    if (slots[at] !== slot) continue
    const factor = factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0
    into.scores[i] = (into.scores[i] ?? 0) + weight * saturation(counts?.[at] ?? 1, factor)
  }
}

function addPhrase(snapshot: Snapshot, into: Scored, plan: PhrasePlan, weight: number): void {
  const { frequencies } = matchPhrase(snapshot, into.segment, plan)
  const total =
    weight *
    weigh(
      snapshot,
      plan.field,
      plan.terms.map(({ term }) => term),
    )
  const factors = lengthFactors(snapshot.statistics(plan.field))
  const norms = snapshot.field(into.segment, plan.field)?.norms()
  for (let i = 0; i < into.slots.length; i++) {
    const slot = into.slots[i] ?? 0
    const frequency = frequencies.get(slot)
    if (frequency === undefined) continue
    into.scores[i] = (into.scores[i] ?? 0) + total * saturation(frequency, factors[norms?.[slot] ?? ONE] ?? 0)
  }
}

function addDismax(
  snapshot: Snapshot,
  into: Scored,
  plans: readonly Plan[],
  tie: number,
  weight: number,
): void {
  const best = new Float32Array(into.scores.length)
  const sum = new Float32Array(into.scores.length)
  for (const plan of plans) {
    const own = blank(into)
    addScores(snapshot, own, plan, weight)
    for (let i = 0; i < best.length; i++) {
      const score = own.scores[i] ?? 0
      if (score > (best[i] ?? 0)) best[i] = score
      sum[i] = (sum[i] ?? 0) + score
    }
  }
  for (let i = 0; i < best.length; i++) {
    const top = best[i] ?? 0
    into.scores[i] = (into.scores[i] ?? 0) + top + tie * ((sum[i] ?? 0) - top)
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
