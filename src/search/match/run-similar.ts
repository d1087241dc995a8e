import type { JsonObject, JsonValue } from '../../core/json.ts'
import { analyse } from '../analysis/analyse.ts'
import { rarity } from './bm25.ts'
import { createHits } from './hits.ts'
import { andInto } from '../index/bits.ts'
import { matchPlan } from './match-plan.ts'
import type { Plan } from './plan.ts'
import { addScores } from './score-plan.ts'
import { selectPage } from './select-page.ts'
import { CATCH_ALL, type Snapshot } from './snapshot.ts'
import { createSorter } from './sort-keys.ts'

/** Words that say most about a dataset; more of them change little. */
const MOST_WORDS = 20
const SHORTEST = 3
/** Words of a title count as if they occurred so often in the description. */
const TITLE = 4
const TAG_BOOST = 2

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '')
const namesOf = (value: JsonValue | undefined): string[] =>
  (Array.isArray(value) ? (value as readonly (JsonObject | null)[]) : []).flatMap((item) => {
    const name = textOf(item?.name)
    return name === '' ? [] : [name]
  })

/** The words that tell a dataset from others: frequent in it, rare elsewhere, but not only in it. */
function tellingWords(snapshot: Snapshot, dataset: JsonObject): readonly string[] {
  const counts = new Map<string, number>()
  const add = (text: string, weight: number): void => {
    for (const { term } of analyse('text', text, 'query')) {
      if (term.length >= SHORTEST && !/^\d+$/.test(term)) counts.set(term, (counts.get(term) ?? 0) + weight)
    }
  }
  add(textOf(dataset.title), TITLE)
  add(textOf(dataset.notes).slice(0, 5000), 1)
  for (const tag of namesOf(dataset.tags)) add(tag, TITLE)
  const { documents } = snapshot.statistics(CATCH_ALL)
  return [...counts]
    .map(([term, count]) => ({ term, count, frequency: snapshot.frequency(CATCH_ALL, term) }))
    .filter(({ frequency }) => frequency > 1)
    .map(({ term, count, frequency }) => ({ term, weight: count * rarity(documents, frequency) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_WORDS)
    .map(({ term }) => term)
}

/** Ids of active public datasets about the same, by score; the dataset itself is left out. */
export function runSimilar(
  snapshot: Snapshot,
  dataset: JsonObject & { readonly id: string },
  limit: number,
  labels: readonly string[] | undefined,
): readonly string[] {
  const term = (field: string, text: string): Plan => ({ kind: 'term', field, term: text })
  const words = tellingWords(snapshot, dataset).flatMap((word): Plan[] => [
    term(CATCH_ALL, word),
    { kind: 'boost', plan: term('title', word), boost: 2 },
  ])
  const tags = namesOf(dataset.tags).map((tag): Plan => ({
    kind: 'boost',
    plan: term('tags', tag),
    boost: TAG_BOOST,
  }))
  const should = [...words, ...tags]
  if (should.length === 0) return []
  const plan: Plan = { kind: 'boolean', must: [], should, not: [term('id', dataset.id)], least: 1 }
  const filters = [term('state', 'active'), term('capacity', 'public')]
  if (labels) {
    filters.push({
      kind: 'boolean',
      must: [],
      should: labels.map((label) => term('permission_labels', label)),
      not: [],
      least: 1,
    })
  }
  const groups = snapshot.segments.map((segment) => {
    const bits = segment.live.slice()
    for (const one of [plan, ...filters]) andInto(bits, matchPlan(snapshot, segment, one))
    const hits = createHits(segment, bits)
    addScores(snapshot, hits, plan, 1, true)
    return hits
  })
  const sorter = createSorter(snapshot, { kind: 'score', name: 'score', descending: true })
  return selectPage(groups, [sorter], 0, limit).map(({ hits, slot }) => hits.segment.id(slot))
}
