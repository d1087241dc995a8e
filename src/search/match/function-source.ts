import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import type { FunctionSource, IndexNumbers, SolrFunction } from '../functions/solr-function.ts'
import { countBits, slotsOf } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { columnOf, edgeNumber } from './columns.ts'
import { createHits } from './hits.ts'
import { matchPlan } from './match-plan.ts'
import type { Plan } from './plan.ts'
import { planLucene } from './plan-lucene.ts'
import { planText } from './plan-value.ts'
import type { Scored } from './scored.ts'
import type { Snapshot } from './snapshot.ts'

/** Adds what a plan scores to scores (score-plan.ts, which needs functions itself). */
type AddScores = (snapshot: Snapshot, into: Scored, plan: Plan, weight: number) => void

/** The word of the index that a text means in a field. */
function termOf(field: string, text: string, now: number): string {
  const plan =
    fieldType(field).kind === 'string'
      ? undefined
      : planText(field, text, { quoted: true, operator: 'and', now })
  return plan?.kind === 'term' ? plan.term : text
}

function indexNumbers(snapshot: Snapshot, addScores: AddScores): IndexNumbers {
  const { segments } = snapshot
  const sum = (of: (segment: Segment) => number): number =>
    segments.reduce((total, segment) => total + of(segment), 0)
  return {
    get documents() {
      return sum(({ liveCount }) => liveCount)
    },
    get written() {
      return sum(({ size }) => size)
    },
    documentFrequency: (field, text) => snapshot.frequency(field, termOf(field, text, snapshot.now)),
    totalFrequency: (field, text) => {
      const term = termOf(field, text, snapshot.now)
      return sum((segment) => {
        const { own, named } = snapshot.postings(segment, field, term) ?? {}
        let total = own?.counts ? 0 : (own?.slots.length ?? 0)
        for (const count of own?.counts ?? []) total += count
        return total + (named ? countBits(named) : 0)
      })
    },
    occurrences: (field) => snapshot.statistics(field).occurrences,
    range: (value) =>
      snapshot.once(value, undefined, () => {
        let [low, high] = [Infinity, -Infinity]
        for (const segment of segments) {
          const source = functionSource(snapshot, segment, addScores)
          for (let slot = 0; slot < segment.size; slot++) {
            snapshot.checkTime()
            const number = numberAt(value, source(slot, 0))
            if (!Number.isFinite(number)) continue
            low = Math.min(low, number)
            high = Math.max(high, number)
          }
        }
        return low > high ? [0, 0] : [low, high]
      }),
  }
}

const numberAt = (value: SolrFunction, source: FunctionSource): number =>
  value.exists(source) ? Math.fround(value.number(source)) : NaN

/** Keys of what is made once for all functions of a query. */
const SCORES = {}
const COUNTS = {}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

/** What documents of a segment score under a query, NaN where it does not find them. */
function scoresOf(snapshot: Snapshot, segment: Segment, query: string, addScores: AddScores): Float32Array {
  const known = snapshot.once(SCORES, segment, () => new Map<string, Float32Array>())
  return remembered(known, query, () => {
    const plan = planLucene(query, snapshot.now)
    const hits = createHits(segment, matchPlan(snapshot, segment, plan))
    addScores(snapshot, hits, plan, 1)
    const scores = new Float32Array(segment.size).fill(NaN)
    for (const [i, slot] of hits.slots.entries()) scores[slot] = hits.scores[i] ?? 0
    return scores
  })
}

/** How often each document of a segment has a word. */
function countsOf(snapshot: Snapshot, segment: Segment, field: string, text: string): Uint32Array {
  const known = snapshot.once(COUNTS, segment, () => new Map<string, Uint32Array>())
  return remembered(known, `${field}\0${text}`, () => {
    const counts = new Uint32Array(segment.size)
    const { own, named } = snapshot.postings(segment, field, termOf(field, text, snapshot.now)) ?? {}
    for (const [i, slot] of own?.slots.entries() ?? []) counts[slot] = own?.counts?.[i] ?? 1
    if (named) for (const slot of slotsOf(named)) counts[slot] = (counts[slot] ?? 0) + 1
    return counts
  })
}

/** What functions may ask of each document of a segment. */
export function functionSource(
  snapshot: Snapshot,
  segment: Segment,
  addScores: AddScores,
): (slot: number, score: number) => FunctionSource {
  const index = indexNumbers(snapshot, addScores)
  return (slot, score) => ({
    score,
    index,
    number: (name) => {
      const { kind } = fieldType(name)
      if (kind !== 'date' && kind !== 'integer') {
        throw new SearchError(`Search error: 'The field ${name.slice(0, 100)} holds no numbers'`)
      }
      return segment.numbers(name)?.[slot] ?? NaN
    },
    text: (name) => {
      const field = snapshot.field(segment, name)
      const number = field ? edgeNumber(columnOf(field, segment.size), slot, 'first') : -1
      return number < 0 ? undefined : field?.term(number)
    },
    has: (name) => {
      const field = snapshot.field(segment, name)
      if (!field) return !Number.isNaN(segment.numbers(name)?.[slot] ?? NaN)
      return edgeNumber(columnOf(field, segment.size), slot, 'first') >= 0
    },
    termFrequency: (field, text) => countsOf(snapshot, segment, field, text)[slot] ?? 0,
    queryScore: (query) => {
      const found = scoresOf(snapshot, segment, query, addScores)[slot] ?? NaN
      return Number.isNaN(found) ? undefined : found
    },
  })
}
