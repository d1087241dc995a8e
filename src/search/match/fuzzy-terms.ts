import { compareText } from '../index/compare-text.ts'
import type { FuzzyPlan } from './plan.ts'
import { CATCH_ALL, type Snapshot } from './snapshot.ts'

/** A term near the one that was asked for, and how much a hit on it counts. */
export interface NearTerm {
  readonly term: string
  readonly boost: number
}

const MOST_TERMS = 50

/** Edit distance with transpositions, or more than `limit`. */
function distance(a: readonly string[], b: readonly string[], limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let best = i
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        edits = Math.min(edits, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(edits)
      best = Math.min(best, edits)
    }
    if (best > limit) return limit + 1
    beforeLast = last
    last = row
  }
  return last[b.length] ?? limit + 1
}

/** The terms of a field within some edits of another, the nearest 50 of them (Lucene's FuzzyQuery). */
export function nearTerms(snapshot: Snapshot, plan: FuzzyPlan): readonly NearTerm[] {
  const wanted = Array.from(plan.term)
  const found = new Map<string, number>()
  const test = (term: string): void => {
    if (found.has(term) || Math.abs(term.length - plan.term.length) > 2 * plan.edits) return
    const letters = Array.from(term)
    const edits = distance(wanted, letters, plan.edits)
    if (edits > plan.edits) return
    const boost = edits === 0 ? 1 : 1 - edits / Math.min(wanted.length, letters.length)
    if (boost > 0) found.set(term, boost)
  }
  for (const segment of snapshot.segments) {
    const field = snapshot.field(segment, plan.field)
    if (!field) continue
    if (plan.edits === 0) {
      if (field.find(plan.term) >= 0) found.set(plan.term, 1)
      continue
    }
    for (let number = 0; number < field.termCount; number++) test(field.term(number))
  }
  if (plan.field === CATCH_ALL) for (const term of snapshot.names.tokens().keys()) test(term)
  return [...found]
    .map(([term, boost]) => ({ term, boost }))
    .sort((a, b) => b.boost - a.boost || compareText(a.term, b.term))
    .slice(0, MOST_TERMS)
}
