import { nearTerms } from './fuzzy-terms.ts'
import type { Plan } from './plan.ts'
import type { Snapshot } from './snapshot.ts'

/** What a query looks for in a field: tests of its terms. */
export interface WantedTerms {
  readonly field: string
  readonly accepts: (term: string) => boolean
}

/** The terms that hits were found by, without those that were prohibited. */
export function wordsOfPlan(snapshot: Snapshot, plan: Plan): readonly WantedTerms[] {
  const among = (field: string, terms: Iterable<string>): WantedTerms[] => {
    const set = new Set(terms)
    return [{ field, accepts: (term) => set.has(term) }]
  }
  switch (plan.kind) {
    case 'term':
      return among(plan.field, [plan.term])
    case 'phrase':
      return among(
        plan.field,
        plan.terms.map(({ term }) => term),
      )
    case 'fuzzy':
      return among(
        plan.field,
        nearTerms(snapshot, plan).map(({ term }) => term),
      )
    case 'termSet': {
      const { field, prefix, test } = plan
      // A range is no word.
      if (plan.from !== undefined || plan.until !== undefined) return []
      return [{ field, accepts: (term) => term.startsWith(prefix) && (test?.(term) ?? true) }]
    }
    case 'boolean':
      return [...plan.must, ...plan.should].flatMap((one) => wordsOfPlan(snapshot, one))
    case 'dismax':
      return plan.plans.flatMap((one) => wordsOfPlan(snapshot, one))
    case 'boost':
    case 'constant':
    case 'multiplied':
      return wordsOfPlan(snapshot, plan.plan)
    default:
      return []
  }
}
