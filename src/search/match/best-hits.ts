import { andInto, newBits, setBit } from '../index/bits.ts'
import { createHits, type Hits } from './hits.ts'
import { matchPlan } from './match-plan.ts'
import type { PhrasePlan, Plan, TermPlan } from './plan.ts'
import { addScores } from './score-plan.ts'
import { weigh } from './score-phrase.ts'
import { limitOf } from './select-top.ts'
import type { Snapshot } from './snapshot.ts'

type Leaf = TermPlan | PhrasePlan

/** Of fewer hits all are scored in no time. */
const MANY = 2048
/** What is left has to be so much less to be worth a try. */
const SHARE = 1 / 2
/** Scores are kept with so much less precision than bounds. */
const ROUNDING = 1 + 1e-6

/** The words and phrases that a plan adds up; `undefined`: it scores in other ways, too. */
function leavesOf(plan: Plan): readonly Leaf[] | undefined {
  switch (plan.kind) {
    case 'term':
    case 'phrase':
      return [plan]
    case 'boost':
      return plan.boost >= 0 ? leavesOf(plan.plan) : undefined
    case 'dismax':
      return leavesOfAll(plan.plans)
    case 'boolean':
      return leavesOfAll([...plan.must, ...plan.should])
    default:
      return undefined
  }
}

function leavesOfAll(plans: readonly Plan[]): readonly Leaf[] | undefined {
  const lists = plans.map(leavesOf)
  return lists.some((list) => !list) ? undefined : lists.flatMap((list) => list ?? [])
}

/** More than this no document scores that has only words in one field. */
function boundOf(snapshot: Snapshot, plan: Plan, field: string): number {
  switch (plan.kind) {
    case 'term':
      return plan.field === field ? weigh(snapshot, field, [plan.term]) : 0
    case 'phrase': {
      const terms = plan.terms.map(({ term }) => term)
      return plan.field === field ? weigh(snapshot, field, terms) : 0
    }
    case 'boost':
      return plan.boost * boundOf(snapshot, plan.plan, field)
    case 'dismax': {
      const bounds = plan.plans.map((one) => boundOf(snapshot, one, field))
      const best = Math.max(0, ...bounds)
      return best + plan.tie * (bounds.reduce((sum, bound) => sum + bound, 0) - best)
    }
    case 'boolean':
      return [...plan.must, ...plan.should].reduce((sum, one) => sum + boundOf(snapshot, one, field), 0)
    default:
      return Infinity
  }
}

/** The field in which the words are in most documents. */
function widestField(snapshot: Snapshot, leaves: readonly Leaf[]): string {
  const sums = new Map<string, number>()
  for (const leaf of leaves) {
    const terms = leaf.kind === 'term' ? [leaf.term] : leaf.terms.map(({ term }) => term)
    const found = terms.reduce((sum, term) => sum + snapshot.frequency(leaf.field, term), 0)
    sums.set(leaf.field, (sums.get(leaf.field) ?? 0) + found)
  }
  const [widest] = [...sums].reduce((a, b) => (b[1] > a[1] ? b : a))
  return widest
}

const countAll = (hits: readonly Hits[]): number => hits.reduce((sum, { count }) => sum + count, 0)

/** The score at a place of the descending order, from 1 on. */
function scoreAt(hits: readonly Hits[], place: number): number {
  const negative = new Float64Array(countAll(hits))
  let size = 0
  for (const { scores } of hits) for (const score of scores) negative[size++] = -score
  return -limitOf(negative, place)
}

/** Hits that score so much or more. */
function hitsFrom({ segment, slots, scores }: Hits, least: number): Hits {
  const bits = newBits(segment.size)
  const kept = new Float32Array(scores.length)
  let size = 0
  const { length } = scores
  for (let i = 0; i < length; i++) {
    const score = scores[i] ?? 0
    if (score < least) continue
    setBit(bits, slots[i] ?? 0)
    kept[size++] = score
  }
  return createHits(segment, bits, kept.subarray(0, size))
}

/**
 * Scores those that have a word in another field than the one where most have them; `undefined` unless they are few and
 * no other hit can come up to the best of them.
 */
function scoreFew(
  snapshot: Snapshot,
  all: readonly Hits[],
  plan: Plan,
  most: number,
): { readonly hits: readonly Hits[]; readonly least: number } | undefined {
  const leaves = leavesOf(plan)
  if (!leaves || leaves.length === 0) return undefined
  const field = widestField(snapshot, leaves)
  const strong: Plan = { kind: 'dismax', plans: leaves.filter((leaf) => leaf.field !== field), tie: 0 }
  const hits = all.map(({ segment, bits }) =>
    createHits(segment, andInto(matchPlan(snapshot, segment, strong), bits)),
  )
  const count = countAll(hits)
  if (count < most || count > countAll(all) * SHARE) return undefined
  for (const one of hits) addScores(snapshot, one, plan, 1, true, true)
  const least = scoreAt(hits, most)
  return least > boundOf(snapshot, plan, field) * ROUNDING ? { hits, least } : undefined
}

/** The hits with the highest scores, and more where some score alike; only these know their scores. */
export function bestHits(
  snapshot: Snapshot,
  all: readonly Hits[],
  plan: Plan,
  most: number,
): readonly Hits[] {
  const count = countAll(all)
  const few = count < MANY ? undefined : scoreFew(snapshot, all, plan, most)
  if (few) return few.hits.map((one) => hitsFrom(one, few.least))
  for (const one of all) addScores(snapshot, one, plan, 1, true, true)
  if (count < MANY || count <= most) return all
  const least = scoreAt(all, most)
  return all.map((one) => hitsFrom(one, least))
}
