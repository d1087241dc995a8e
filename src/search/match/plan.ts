import type { Box } from '../door.ts'
import type { SolrFunction } from '../functions/solr-function.ts'

/** A query whose fields, types and operators are settled: what Lucene calls a Query. */
export type Plan =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | TermPlan
  | PhrasePlan
  | TermSetPlan
  | FuzzyPlan
  | PiecePlan
  | { readonly kind: 'exists'; readonly field: string }
  | NumberRangePlan
  | OverlapPlan
  | BooleanPlan
  | { readonly kind: 'dismax'; readonly plans: readonly Plan[]; readonly tie: number }
  | { readonly kind: 'boost'; readonly plan: Plan; readonly boost: number }
  | { readonly kind: 'constant'; readonly plan: Plan; readonly score: number }
  | { readonly kind: 'function'; readonly value: SolrFunction }
  | { readonly kind: 'multiplied'; readonly plan: Plan; readonly by: SolrFunction }

export interface TermPlan {
  readonly kind: 'term'
  readonly field: string
  readonly term: string
}

export interface PhrasePlan {
  readonly kind: 'phrase'
  readonly field: string
  readonly terms: readonly { readonly term: string; readonly position: number }[]
  readonly slop: number
}

/** All terms from `from` on that begin with `prefix`, up to `until`, and pass the test: prefixes, patterns, ranges. */
export interface TermSetPlan {
  readonly kind: 'termSet'
  readonly field: string
  readonly prefix: string
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly test?: ((term: string) => boolean) | undefined
}

export interface FuzzyPlan {
  readonly kind: 'fuzzy'
  readonly field: string
  readonly term: string
  readonly edits: number
}

/** Documents whose title or name contains a text of 2 to 10 letters (Solr: n-grams). */
export interface PiecePlan {
  readonly kind: 'piece'
  readonly field: string
  readonly text: string
}

/** Both ends included. */
export interface NumberRangePlan {
  readonly kind: 'numberRange'
  readonly field: string
  readonly low: number
  readonly high: number
}

/** Documents whose bounding box overlaps another; the score is how much. */
export interface OverlapPlan {
  readonly kind: 'overlap'
  readonly box: Box
  readonly withPoints: boolean
}

export interface BooleanPlan {
  readonly kind: 'boolean'
  readonly must: readonly Plan[]
  readonly should: readonly Plan[]
  readonly not: readonly Plan[]
  /** How many of `should` have to match; without `must`, one at least. */
  readonly least: number
}

export const NOTHING: Plan = { kind: 'none' }
export const EVERYTHING: Plan = { kind: 'all' }

/** All (or any) of some plans; `undefined` for none, the plan itself for one. */
export function combine(plans: readonly Plan[], operator: 'and' | 'or'): Plan | undefined {
  if (plans.length <= 1) return plans[0]
  const none: readonly Plan[] = []
  return operator === 'and'
    ? { kind: 'boolean', must: plans, should: none, not: none, least: 0 }
    : { kind: 'boolean', must: none, should: plans, not: none, least: 0 }
}
