import { hasBit } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { rarity } from './bm25.ts'
import { functionSource } from './function-source.ts'
import { nearTerms } from './fuzzy-terms.ts'
import { matchPlan } from './match-plan.ts'
import { overlaps } from './overlaps.ts'
import { matchPhrase } from './phrase.ts'
import type { Plan } from './plan.ts'
import type { Scored } from './scored.ts'
import { ScoreList } from './score-list.ts'
import { addPhrase, weigh } from './score-phrase.ts'
import { scoreTerm } from './score-term.ts'
import type { Snapshot } from './snapshot.ts'

/** Of the term that is being looked at: filled and emptied without a pause. */
const list = new ScoreList()

/**
 * Adds what a plan scores to `into.scores`, times `weight`; documents that it does not find get nothing.
 * @param isFound whether it is known that the plan finds all of them
 * @param isBlank whether all scores are 0 yet
 */
export function addScores(
  snapshot: Snapshot,
  into: Scored,
  plan: Plan,
  weight: number,
  isFound = false,
  isBlank = false,
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
      const [first] = [...plan.must, ...plan.should]
      const startsBlank = isBlank || own !== into
      for (const one of plan.must)
        addScores(snapshot, own, one, weight, isFound, startsBlank && one === first)
      const isOnly = plan.must.length === 0 && plan.should.length === 1
      for (const one of plan.should)
        addScores(snapshot, own, one, weight, isFound && isOnly, startsBlank && one === first)
      if (!isFound) addWhereFound(snapshot, into, plan, own.scores)
      return
    }
    case 'dismax':
      addDismax(snapshot, into, plan.plans, plan.tie, weight, isBlank)
      return
    case 'function':
      addFunction(snapshot, into, plan, weight)
      return
    case 'multiplied': {
      const own = blank(into)
      addScores(snapshot, own, plan.plan, weight, isFound)
      const source = functionSource(snapshot, into.segment, addScores)
      for (let i = 0; i < into.slots.length; i++) {
        const score = own.scores[i] ?? 0
        into.scores[i] = (into.scores[i] ?? 0) + score * plan.by.number(source(into.slots[i] ?? 0, score))
      }
      return
    }
    default:
      addWhereFound(snapshot, into, plan, weight)
  }
}

const blank = (of: Scored): Scored => ({
  segment: of.segment,
  set: of.set,
  get slots() {
    return of.slots
  },
  scores: new Float32Array(of.scores.length),
})

function addWhereFound(snapshot: Snapshot, into: Scored, plan: Plan, score: number | Float32Array): void {
  const bits = matchPlan(snapshot, into.segment, plan)
  for (let i = 0; i < into.slots.length; i++) {
    if (!hasBit(bits, into.slots[i] ?? 0)) continue
    into.scores[i] = (into.scores[i] ?? 0) + (typeof score === 'number' ? score : (score[i] ?? 0))
  }
}

function addTerm(snapshot: Snapshot, into: Scored, field: string, term: string, weight: number): void {
  scoreTerm(snapshot, into, { field, term, weight }, list)
  const { scores } = into
  const { size, indexes, scores: found } = list
  for (let i = 0; i < size; i++) {
    const index = indexes[i] ?? 0
    scores[index] = (scores[index] ?? 0) + (found[i] ?? 0)
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
  isBlank: boolean,
): void {
  const present = plans.filter((plan) => !isAbsent(snapshot, into.segment, plan))
  const [only] = present
  if (!only) return
  if (present.length === 1) {
    addScores(snapshot, into, only, weight)
    return
  }
  const best = isBlank ? into.scores : new Float32Array(into.scores.length)
  const others = new Float32Array(into.scores.length)
  for (const plan of present) {
    collect(snapshot, into, plan, weight)
    const { size, indexes, scores } = list
    if (plan === only) {
      for (let i = 0; i < size; i++) best[indexes[i] ?? 0] = scores[i] ?? 0
      continue
    }
    for (let i = 0; i < size; i++) {
      const index = indexes[i] ?? 0
      const score = scores[i] ?? 0
      const top = best[index] ?? 0
      best[index] = Math.max(top, score)
      others[index] = (others[index] ?? 0) + Math.min(top, score)
    }
  }
  const { scores } = into
  for (let i = 0; i < others.length; i++) {
    const score = (best[i] ?? 0) + tie * (others[i] ?? 0)
    scores[i] = isBlank ? score : (scores[i] ?? 0) + score
  }
}

/** Puts what a plan scores into the list. */
function collect(snapshot: Snapshot, into: Scored, plan: Plan, weight: number): void {
  if (plan.kind === 'boost') {
    collect(snapshot, into, plan.plan, weight * plan.boost)
    return
  }
  if (plan.kind === 'term') {
    const { field, term } = plan
    const own = { field, term, weight: weight * weigh(snapshot, field, [term]) }
    scoreTerm(snapshot, into, own, list)
    return
  }
  const own = blank(into)
  addScores(snapshot, own, plan, weight)
  list.clear(own.scores.length)
  for (let i = 0; i < own.scores.length; i++) {
    const score = own.scores[i] ?? 0
    if (score === 0) continue
    list.indexes[list.size] = i
    list.scores[list.size++] = score
  }
}

function addFunction(
  snapshot: Snapshot,
  into: Scored,
  plan: Plan & { kind: 'function' },
  weight: number,
): void {
  const source = functionSource(snapshot, into.segment, addScores)
  for (let i = 0; i < into.slots.length; i++) {
    const value = plan.value.number(source(into.slots[i] ?? 0, 0))
    // Lucene knows no scores below nothing.
    into.scores[i] = (into.scores[i] ?? 0) + (value > 0 ? weight * value : 0)
  }
}
