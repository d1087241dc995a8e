import { hasBit } from '../index/bits.ts'
import { rankOf } from '../index/ranked-set.ts'
import { rarity, saturation } from './bm25.ts'
import { matchPhrase } from './phrase.ts'
import type { PhrasePlan } from './plan.ts'
import type { Scored } from './scored.ts'
import type { Snapshot } from './snapshot.ts'

/** Length byte of a field without norms, such as a string. */
const ONE = 1

/** What hits on some terms of a field are worth: rare ones more. */
export function weigh(snapshot: Snapshot, field: string, terms: readonly string[]): number {
  const { documents } = snapshot.statistics(field)
  return terms.reduce((sum, term) => sum + rarity(documents, snapshot.frequency(field, term)), 0)
}

/** Adds what a phrase scores, times `weight`. */
export function addPhrase(snapshot: Snapshot, into: Scored, plan: PhrasePlan, weight: number): void {
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
  const { set, scores } = into
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] ?? 0
    if (!hasBit(set.bits, slot)) continue
    const i = rankOf(set, slot)
    scores[i] =
      (scores[i] ?? 0) + total * saturation(frequencies[at] ?? 0, factors[norms?.[slot] ?? ONE] ?? 0)
  }
}
