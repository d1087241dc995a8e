import { SearchError } from '../../core/errors.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { Highlights, SearchAnswer, SearchParameters, Suggestion } from '../door.ts'
import { shownFloat } from '../functions/shown-float.ts'
import { andInto } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { parseFieldList, type FieldChoice } from '../solr/parse-field-list.ts'
import { parseSort } from '../solr/parse-sort.ts'
import { bestHits } from './best-hits.ts'
import { countFacet } from './facets.ts'
import { functionSource } from './function-source.ts'
import { highlight } from './highlight.ts'
import { createHits, type Hits } from './hits.ts'
import { matchPlan } from './match-plan.ts'
import { EVERYTHING, type Plan } from './plan.ts'
import { planQuery } from './plan-query.ts'
import { addScores } from './score-plan.ts'
import { labelFilter, searchFilters, withoutField, type SearchFilter } from './search-filter.ts'
import { selectAfter } from './select-after.ts'
import { selectPage, type Hit } from './select-page.ts'
import type { Snapshot } from './snapshot.ts'
import { createSorter } from './sort-keys.ts'
import { suggest } from './suggest.ts'
import { wordsOfPlan } from './words-of-plan.ts'

const FARTHEST = 2 ** 31 - 1
/** Letters of a text that is read: even reading takes time while others wait. */
const LONGEST = 500_000

/** What is kept beside the index; a dataset that is gone is left out. */
export interface ReadDocuments {
  /** The stored fields of datasets by id (`fl`). */
  readonly stored: (ids: readonly string[]) => ReadonlyMap<string, JsonObject>
  /** Whole dataset dicts. */
  readonly datasets: (ids: readonly string[]) => readonly JsonObject[]
}

/** Plans that score every document alike: there is nothing to rank. */
const isConstant = (plan: Plan): boolean =>
  ['all', 'none', 'exists', 'termSet', 'numberRange', 'constant'].includes(plan.kind) ||
  (plan.kind === 'boolean' && plan.must.every(isConstant) && plan.should.length === 0)

/** The plan of what is asked, `box` included: the documents there, and how much they overlap added to the score. */
function planAsked(parameters: SearchParameters, now: number): Plan {
  const plan = planQuery(parameters, now)
  const { box, withPoints = false } = parameters
  if (!box) return plan
  const overlap: Plan = { kind: 'overlap', box, withPoints }
  const part: Plan = withPoints ? { kind: 'constant', plan: overlap, score: 0 } : overlap
  return { kind: 'boolean', must: [plan, part], should: [], not: [], least: 0 }
}

/** What a filter finds depends on what organizations and groups are called at present. */
const atPresent =
  ({ names }: Snapshot) =>
  (filter: SearchFilter): SearchFilter =>
    filter.key === undefined ? filter : { ...filter, key: `${String(names.version)} ${filter.key}` }

/** Living documents of a segment that pass all filters. */
function pass(snapshot: Snapshot, segment: Segment, filters: readonly SearchFilter[]): Hits {
  const bits = segment.live.slice()
  for (const { plan, key } of filters) {
    const work = (): Int32Array => matchPlan(snapshot, segment, plan)
    const found = key === undefined ? work() : snapshot.filters.recall(segment, key, work)
    if (found) andInto(bits, found)
  }
  return createHits(segment, bits)
}

/** Of documents, those that a plan finds. */
function narrow(snapshot: Snapshot, { segment, bits }: Hits, plan: Plan): Hits {
  if (plan.kind === 'all') return createHits(segment, bits)
  return createHits(segment, andInto(matchPlan(snapshot, segment, plan), bits))
}

/**
 * Answers a search on one moment of the index.
 * @throws SearchError, SearchQueryError as the door says
 */
export function runSearch(
  snapshot: Snapshot,
  parameters: SearchParameters,
  read: ReadDocuments,
): SearchAnswer {
  const { start, rows, facet, labels, after } = parameters
  for (const { length } of [parameters.q, ...parameters.fq]) {
    if (length > LONGEST)
      throw new SearchError(`Search error: 'The query is too long: ${String(length)} letters.'`)
  }
  if (start > FARTHEST) throw new SearchError(`Search error: 'start is too large: ${String(start)}'`)
  const choices = parameters.fl && parseFieldList(parameters.fl.join(' '), snapshot.now)
  const plan = planAsked(parameters, snapshot.now)
  const sort = parseSort(parameters.sort)
  const filters = searchFilters(parameters, snapshot.now).map(atPresent(snapshot))
  const sorters = sort.map((key) => createSorter(snapshot, key))
  const base = labels ? [atPresent(snapshot)(labelFilter(labels))] : []
  const find = (some: readonly SearchFilter[], asked = plan): Hits[] =>
    snapshot.segments.map((segment) => narrow(snapshot, pass(snapshot, segment, [...base, ...some]), asked))
  const hits = find(filters)
  const asksScore = choices?.some(({ kind }) => kind !== 'fields' && kind !== 'field') ?? false
  const hasFunctions = parameters.bf !== undefined || parameters.boost !== undefined
  const ranks =
    asksScore ||
    hasFunctions ||
    (rows > 0 && after === undefined && sort.some(({ kind }) => kind !== 'field') && !isConstant(plan))
  const isByScore = sort[0]?.kind === 'score' && sort[0].descending && after === undefined
  const ranked = ranks
    ? bestHits(snapshot, hits, plan, isByScore ? Math.max(1, start + rows) : Infinity)
    : hits
  // Where all score alike, scores decide nothing.
  const deciding = sorters.filter((_, n) => ranks || sort[n]?.kind !== 'score')
  const page =
    after === undefined ? selectPage(ranked, deciding, start, rows) : selectAfter(hits, after, rows)
  const ids = page.map(({ hits: { segment }, slot }) => segment.id(slot))
  const countFor = (name: string): readonly Hits[] => {
    if (parameters.facetMode !== 'or') return hits
    const loose = filters.map((filter) => withoutField(filter, name))
    return loose.every((filter, n) => filter === filters[n]) ? hits : find(loose)
  }
  const zero = facet?.mincount === 0 ? snapshot.segments.map((one) => pass(snapshot, one, base)) : undefined
  const facets = (facet?.fields ?? []).map(
    (name) =>
      [name, countFacet(snapshot, name, facet ?? { limit: 0, mincount: 1 }, countFor(name), zero)] as const,
  )
  const count = countAll(hits)
  return {
    count,
    ids,
    facets: new Map(facets),
    ...(parameters.highlight && { highlights: highlightAll(snapshot, plan, read.datasets(ids)) }),
    ...(parameters.suggest && {
      suggestions: count > 0 ? [] : suggestAll(snapshot, parameters, (one) => find(filters, one), read),
    }),
    ...(choices && { documents: readDocuments(snapshot, choices, page, ids, read) }),
  }
}

const countAll = (hits: readonly Hits[]): number => hits.reduce((sum, { count }) => sum + count, 0)

function highlightAll(
  snapshot: Snapshot,
  plan: Plan,
  datasets: readonly JsonObject[],
): ReadonlyMap<string, Highlights> {
  const words = wordsOfPlan(snapshot, plan)
  return new Map(
    datasets.flatMap((dataset) =>
      typeof dataset.id === 'string' ? [[dataset.id, highlight(dataset, words)] as const] : [],
    ),
  )
}

/** Other spellings of `q` that find something under the same filters, those that find most first. */
function suggestAll(
  snapshot: Snapshot,
  parameters: SearchParameters,
  find: (plan: Plan) => readonly Hits[],
  read: ReadDocuments,
): readonly Suggestion[] {
  return suggest(snapshot, parameters.q, find(EVERYTHING), read.datasets)
    .map((q) => ({ q, count: countAll(find(planAsked({ ...parameters, q }, snapshot.now))) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

function readDocuments(
  snapshot: Snapshot,
  choices: readonly FieldChoice[],
  page: readonly Hit[],
  ids: readonly string[],
  read: ReadDocuments,
): JsonObject[] {
  const stored = read.stored(ids)
  return page.map(({ hits, slot, score }, i) => {
    const fields = stored.get(ids[i] ?? '') ?? {}
    const document: Record<string, JsonValue> = {}
    for (const choice of choices) {
      if (choice.kind === 'score') document[choice.key] = shownFloat(score)
      else if (choice.kind === 'function') {
        const source = functionSource(snapshot, hits.segment, addScores)(slot, score)
        const value = choice.value.shown(source)
        if (value !== undefined) document[choice.key] = value
      } else if (choice.kind === 'field') {
        const value = fields[choice.name]
        if (value !== undefined) document[choice.key] = value
      } else {
        for (const [name, value] of Object.entries(fields)) if (choice.fits(name)) document[name] = value
      }
    }
    return document
  })
}
