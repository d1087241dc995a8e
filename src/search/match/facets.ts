import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import { compareText } from '../index/compare-text.ts'
import type { Segment } from '../index/segment.ts'
import { columnOf } from './columns.ts'
import type { Snapshot } from './snapshot.ts'

export interface FacetOptions {
  /** Negative: all values, ordered by value. */
  readonly limit: number
  readonly mincount: number
}

/** The documents counted, by segment. */
export interface FacetGroup {
  readonly segment: Segment
  readonly slots: Uint32Array
}

/** How many of some documents have each term, by the term's number. */
function countNumbers(
  snapshot: Snapshot,
  { segment, slots }: FacetGroup,
  name: string,
): Uint32Array | undefined {
  const field = snapshot.field(segment, name)
  if (!field || slots.length === 0) return undefined
  const counts = new Uint32Array(field.termCount + 1)
  const { single, starts, numbers } = columnOf(field, segment.size)
  if (single) {
    for (const slot of slots) {
      const next = single[slot] ?? 0
      counts[next] = (counts[next] ?? 0) + 1
    }
    return counts.subarray(1)
  }
  for (const slot of slots) {
    const end = starts[slot + 1] ?? 0
    for (let i = starts[slot] ?? 0; i < end; i++) {
      const number = numbers[i] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
  }
  return counts
}

/**
 * Counts the terms of a field among some documents.
 * @param visible where given, its terms appear too, with a count of 0 (facet.mincount=0)
 * @throws SearchError for a field of dates or numbers
 */
export function countFacet(
  snapshot: Snapshot,
  name: string,
  options: FacetOptions,
  groups: readonly FacetGroup[],
  visible: readonly FacetGroup[] | undefined,
): ReadonlyMap<string, number> {
  const { kind } = fieldType(name)
  if (kind === 'date' || kind === 'integer' || kind === 'unsearchable') {
    throw new SearchError(`Search error: "Can't facet on a PointField without docValues: ${name}"`)
  }
  const totals = new Map<string, number>()
  const add = (group: FacetGroup, factor: number): void => {
    const counts = countNumbers(snapshot, group, name)
    const field = snapshot.field(group.segment, name)
    if (!counts || !field) return
    for (let number = 0; number < field.termCount; number++) {
      const count = counts[number] ?? 0
      if (count === 0) continue
      const term = field.term(number)
      totals.set(term, (totals.get(term) ?? 0) + count * factor)
    }
  }
  for (const group of groups) add(group, 1)
  for (const group of visible ?? []) add(group, 0)
  const enough = [...totals].filter(([, count]) => count >= options.mincount)
  enough.sort(
    options.limit < 0 ? ([a], [b]) => compareText(a, b) : ([a, x], [b, y]) => y - x || compareText(a, b),
  )
  return new Map(options.limit < 0 ? enough : enough.slice(0, options.limit))
}
