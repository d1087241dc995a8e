import { compareText } from '../index/compare-text.ts'
import type { FuzzyPlan } from './plan.ts'
import { CATCH_ALL, type Snapshot } from './snapshot.ts'

/** A term near the one that was asked for, and how much a hit on it counts. */
export interface NearTerm {
  readonly term: string
  readonly boost: number
}

const MOST_TERMS = 50
/** So many letters of a term cost as much as a step of other searches. */
const LETTERS = 20

/**
 * Edit distance with transpositions, or more than `limit`. Looks only where the distance can be within the limit: cell
 * `n` of a row is about letter `i - limit + n` of the other text.
 */
function distance(a: readonly string[], b: readonly string[], limit: number): number {
  const none = limit + 1
  if (Math.abs(a.length - b.length) > limit) return none
  const width = 2 * limit + 1
  let beforeLast = new Array<number>(width).fill(none)
  let last = Array.from({ length: width }, (_, n) => (n < limit ? none : n - limit))
  for (let i = 1; i <= a.length; i++) {
    const row = new Array<number>(width).fill(none)
    let best = none
    for (let n = 0; n < width; n++) {
      const j = i - limit + n
      if (j < 0 || j > b.length) continue
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let edits =
        j === 0 ? i : Math.min((last[n + 1] ?? none) + 1, (row[n - 1] ?? none) + 1, (last[n] ?? none) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[n] ?? none) + 1)
      }
      row[n] = edits
      best = Math.min(best, edits)
    }
    if (best > limit) return none
    beforeLast = last
    last = row
  }
  return last[b.length - a.length + limit] ?? none
}

/** The terms of a field within some edits of another, the nearest 50 of them (Lucene's FuzzyQuery). */
export const nearTerms = (snapshot: Snapshot, plan: FuzzyPlan): readonly NearTerm[] =>
  snapshot.once(plan, undefined, () => findNear(snapshot, plan))

function findNear(snapshot: Snapshot, plan: FuzzyPlan): readonly NearTerm[] {
  const wanted = Array.from(plan.term)
  const found = new Map<string, number>()
  const test = (term: string): void => {
    if (found.has(term) || Math.abs(term.length - plan.term.length) > 2 * plan.edits) return
    const letters = Array.from(term)
    const edits = distance(wanted, letters, plan.edits)
    if (edits > plan.edits) return
    const boost = edits === 0 ? 1 : 1 - edits / Math.min(wanted.length, letters.length)
    if (boost >= 0) found.set(term, boost)
  }
  for (const segment of snapshot.segments) {
    const field = snapshot.field(segment, plan.field)
    if (!field) continue
    if (plan.edits === 0) {
      if (field.lookup(plan.term)) found.set(plan.term, 1)
      continue
    }
    for (let number = 0; number < field.termCount; number++) {
      const term = field.term(number)
      snapshot.checkTime(1 + term.length / LETTERS)
      test(term)
    }
  }
  if (plan.field === CATCH_ALL) for (const term of snapshot.names.tokens().keys()) test(term)
  return [...found]
    .map(([term, boost]) => ({ term, boost }))
    .sort((a, b) => b.boost - a.boost || compareText(a.term, b.term))
    .slice(0, MOST_TERMS)
}
