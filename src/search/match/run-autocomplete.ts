import { andInto } from '../index/bits.ts'
import { createHits } from './hits.ts'
import { matchPlan } from './match-plan.ts'
import { combine, NOTHING, type Plan } from './plan.ts'
import { planText } from './plan-value.ts'
import { addScores } from './score-plan.ts'
import { selectPage } from './select-page.ts'
import type { Snapshot } from './snapshot.ts'
import { createSorter } from './sort-keys.ts'

const FIELDS = ['name_ngram', 'title_ngram', 'name', 'title']

/** Ids of active datasets for what somebody has typed so far: CKAN's query over n-grams, name and title, by score. */
export function runAutocomplete(
  snapshot: Snapshot,
  text: string,
  limit: number,
  labels: readonly string[] | undefined,
): readonly string[] {
  const options = { quoted: true, operator: 'and', now: snapshot.now } as const
  const plans = FIELDS.flatMap((field) => planText(field, text, options) ?? [])
  const plan = combine(plans, 'or') ?? NOTHING
  const filters: Plan[] = [{ kind: 'term', field: 'state', term: 'active' }]
  if (labels) {
    const any = labels.map((term): Plan => ({ kind: 'term', field: 'permission_labels', term }))
    filters.push(combine(any, 'or') ?? NOTHING)
  }
  const groups = snapshot.segments.map((segment) => {
    const bits = segment.live.slice()
    for (const one of [plan, ...filters]) andInto(bits, matchPlan(snapshot, segment, one))
    const hits = createHits(segment, bits)
    addScores(snapshot, hits, plan, 1)
    return hits
  })
  const sorter = createSorter(snapshot, { kind: 'score', name: 'score', descending: true })
  return selectPage(groups, [sorter], 0, limit).map(({ hits, slot }) => hits.segment.id(slot))
}
