import { SearchError } from '../../core/errors.ts'
import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { SearchAnswer, SearchParameters } from '../door.ts'
import { andInto, slotsOf, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import { parseFieldList, type FieldChoice } from '../solr/parse-field-list.ts'
import { parseSort } from '../solr/parse-sort.ts'
import { countFacet, type FacetGroup } from './facets.ts'
import { functionSource } from './function-source.ts'
import { matchPlan } from './match-plan.ts'
import type { Plan } from './plan.ts'
import { planFilter } from './plan-filter.ts'
import { planQuery } from './plan-query.ts'
import { addScores, type Scored } from './score-plan.ts'
import { selectPage, type Hit } from './select-page.ts'
import type { Snapshot } from './snapshot.ts'
import { createSorter } from './sort-keys.ts'

const FARTHEST = 2 ** 31 - 1

/** Gives the stored fields of datasets by id (`fl`); one that is gone is left out. */
export type ReadStored = (ids: readonly string[]) => ReadonlyMap<string, JsonObject>

/** Plans that score every document alike: there is nothing to rank. */
const isConstant = (plan: Plan): boolean =>
  ['all', 'none', 'exists', 'termSet', 'numberRange', 'constant'].includes(plan.kind) ||
  (plan.kind === 'boolean' && plan.must.every(isConstant) && plan.should.length === 0)

/**
 * Answers a search on one moment of the index.
 * @throws SearchError, SearchQueryError as the door says
 */
export function runSearch(
  snapshot: Snapshot,
  parameters: SearchParameters,
  readStored: ReadStored,
): SearchAnswer {
  const { start, rows, facet } = parameters
  if (start > FARTHEST) throw new SearchError(`Search error: 'start is too large: ${String(start)}'`)
  const choices = parameters.fl && parseFieldList(parameters.fl.join(' '), snapshot.now)
  const plan = planQuery(parameters, snapshot.now)
  const sort = parseSort(parameters.sort)
  const filters = parameters.fq.map((fq) => planFilter(fq, snapshot.now))
  const sorters = sort.map((key) => createSorter(snapshot, key))
  const labels = parameters.labels && labelsPlan(parameters.labels)
  const base = snapshot.segments.map((segment) => {
    const bits = segment.live.slice()
    return labels ? andInto(bits, matchPlan(snapshot, segment, labels)) : bits
  })
  const groups = snapshot.segments.map((segment, i) => narrow(snapshot, segment, base[i], [...filters, plan]))
  const asksScore = choices?.some(({ kind }) => kind !== 'fields' && kind !== 'field') ?? false
  const hasFunctions = parameters.bf !== undefined || parameters.boost !== undefined
  const ranks =
    asksScore || hasFunctions || (rows > 0 && sort.some(({ kind }) => kind !== 'field') && !isConstant(plan))
  if (ranks) for (const group of groups) addScores(snapshot, group, plan, 1)
  // Where all score alike, scores decide nothing.
  const deciding = sorters.filter((_, n) => ranks || sort[n]?.kind !== 'score')
  const page = selectPage(groups, deciding, start, rows)
  const ids = page.map(({ hits, index }) => hits.segment.id(hits.slots[index] ?? 0))
  const visible = (): FacetGroup[] =>
    snapshot.segments.map((segment, i) => ({ segment, slots: slotsOf(base[i] ?? new Int32Array(0)) }))
  const zero = facet?.mincount === 0 ? visible() : undefined
  const facets = (facet?.fields ?? []).map(
    (name) => [name, countFacet(snapshot, name, facet ?? { limit: 0, mincount: 1 }, groups, zero)] as const,
  )
  return {
    count: groups.reduce((sum, { slots }) => sum + slots.length, 0),
    ids,
    facets: new Map(facets),
    ...(choices && { documents: readDocuments(snapshot, choices, page, ids, readStored) }),
  }
}

const labelsPlan = (labels: readonly string[]): Plan => ({
  kind: 'boolean',
  must: [],
  should: labels.map((term): Plan => ({ kind: 'term', field: 'permission_labels', term })),
  not: [],
  least: 1,
})

function narrow(
  snapshot: Snapshot,
  segment: Segment,
  base: Bits | undefined,
  plans: readonly Plan[],
): Scored {
  const bits = (base ?? segment.live).slice()
  for (const plan of plans) if (plan.kind !== 'all') andInto(bits, matchPlan(snapshot, segment, plan))
  const slots = slotsOf(bits)
  return { segment, slots, scores: new Float32Array(slots.length) }
}

function readDocuments(
  snapshot: Snapshot,
  choices: readonly FieldChoice[],
  page: readonly Hit[],
  ids: readonly string[],
  readStored: ReadStored,
): JsonObject[] {
  const stored = readStored(ids)
  return page.map(({ hits, index }, i) => {
    const fields = stored.get(ids[i] ?? '') ?? {}
    const slot = hits.slots[index] ?? 0
    const score = hits.scores[index] ?? 0
    const document: Record<string, JsonValue> = {}
    for (const choice of choices) {
      if (choice.kind === 'score') document[choice.key] = score
      else if (choice.kind === 'function')
        document[choice.key] = choice.value(functionSource(snapshot, hits.segment)(slot, score))
      else if (choice.kind === 'field') {
        const value = fields[choice.name]
        if (value !== undefined) document[choice.key] = value
      } else {
        for (const [name, value] of Object.entries(fields)) if (choice.fits(name)) document[name] = value
      }
    }
    return document
  })
}
