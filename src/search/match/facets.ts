import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import { compareText } from '../index/compare-text.ts'
import type { FieldIndex } from '../index/segment.ts'
import { columnOf, type Column } from './columns.ts'
import type { Hits } from './hits.ts'
import type { Snapshot } from './snapshot.ts'

export interface FacetOptions {
  /** Negative: all values, ordered by value. */
  readonly limit: number
  readonly mincount: number
}

type Counted = readonly [term: string, count: number]

/** Fields with more terms (names, addresses) are counted without a dictionary that stays in memory. */
const LARGEST_DICTIONARY = 400_000

/** How many of some documents have each term, by the term's number. Of most documents, the others are counted. */
function countNumbers(field: FieldIndex, hits: Hits): Uint32Array {
  const { segment, count } = hits
  const column = columnOf(field, segment.size)
  if (count * 2 <= segment.size) return countSlots(column, hits.slots)
  const counts = column.totals.slice()
  const others = countSlots(column, hits.others)
  for (let number = 0; number < counts.length; number++) {
    counts[number] = (counts[number] ?? 0) - (others[number] ?? 0)
  }
  return counts
}

function countSlots({ single, starts, numbers, totals }: Column, slots: Uint32Array): Uint32Array {
  if (single) {
    const counts = new Uint32Array(totals.length + 1)
    for (const slot of slots) {
      const next = single[slot] ?? 0
      counts[next] = (counts[next] ?? 0) + 1
    }
    return counts.subarray(1)
  }
  const counts = new Uint32Array(totals.length)
  for (const slot of slots) {
    const end = starts[slot + 1] ?? 0
    for (let at = starts[slot] ?? 0; at < end; at++) {
      const number = numbers[at] ?? 0
      counts[number] = (counts[number] ?? 0) + 1
    }
  }
  return counts
}

interface Counting {
  readonly field: FieldIndex
  readonly counts: Uint32Array
}

function countAll(snapshot: Snapshot, name: string, groups: readonly Hits[]): Counting[] {
  return groups.flatMap((group) => {
    const field = group.count === 0 ? undefined : snapshot.field(group.segment, name)
    return field ? [{ field, counts: countNumbers(field, group) }] : []
  })
}

const inOrder = ([a, x]: Counted, [b, y]: Counted): number => y - x || compareText(a, b)

/** Keeps the first terms in the order of counts without sorting all of them. */
function createTop(limit: number): {
  offer: (count: number, term: () => string) => void
  list: () => Counted[]
} {
  let kept: Counted[] = []
  let least = 0
  const tidy = (): void => {
    kept.sort(inOrder)
    kept = kept.slice(0, limit)
    least = kept.length === limit ? (kept.at(-1)?.[1] ?? 0) : 0
  }
  return {
    offer: (count, term) => {
      if (count < least) return
      kept.push([term(), count])
      if (kept.length >= 2 * limit + 100) tidy()
    },
    list: () => {
      tidy()
      return kept
    },
  }
}

function topOfDictionary(
  snapshot: Snapshot,
  name: string,
  countings: readonly Counting[],
  seen: readonly Counting[],
  options: FacetOptions,
): Counted[] {
  const dictionary = snapshot.dictionaries(name)
  const mapped = countings.map(({ field, counts }) => ({ counts, numbers: dictionary.numbersOf(field) }))
  const visible = seen.map(({ field, counts }) => ({ counts, numbers: dictionary.numbersOf(field) }))
  const totals = new Uint32Array(dictionary.size)
  for (const { counts, numbers } of mapped) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0
      totals[number] = (totals[number] ?? 0) + (counts[i] ?? 0)
    }
  }
  const top = createTop(options.limit < 0 ? Infinity : options.limit)
  const least = Math.max(1, options.mincount)
  for (let number = 0; number < totals.length; number++) {
    const count = totals[number] ?? 0
    if (count >= least) top.offer(count, () => dictionary.term(number))
  }
  const zero = new Set<number>()
  for (const { counts, numbers } of visible) {
    for (let i = 0; i < numbers.length; i++) if ((counts[i] ?? 0) > 0) zero.add(numbers[i] ?? 0)
  }
  for (const number of zero) if (totals[number] === 0) top.offer(0, () => dictionary.term(number))
  return top.list()
}

function topOfTerms(
  countings: readonly Counting[],
  seen: readonly Counting[],
  options: FacetOptions,
): Counted[] {
  const totals = new Map<string, number>()
  const add = ({ field, counts }: Counting, factor: number): void => {
    for (let i = 0; i < field.termCount; i++) {
      const count = counts[i] ?? 0
      if (count > 0) totals.set(field.term(i), (totals.get(field.term(i)) ?? 0) + count * factor)
    }
  }
  for (const counting of countings) add(counting, 1)
  for (const counting of seen) add(counting, 0)
  const top = createTop(options.limit < 0 ? Infinity : options.limit)
  for (const [term, count] of totals) if (count >= options.mincount) top.offer(count, () => term)
  return top.list()
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
  groups: readonly Hits[],
  visible: readonly Hits[] | undefined,
): ReadonlyMap<string, number> {
  const { kind } = fieldType(name)
  if (kind === 'date' || kind === 'integer' || kind === 'unsearchable') {
    throw new SearchError(`Search error: "Can't facet on a PointField without docValues: ${name}"`)
  }
  if (options.limit === 0) return new Map()
  const countings = countAll(snapshot, name, groups)
  const seen = visible ? countAll(snapshot, name, visible) : []
  const terms = countings.reduce((sum, { field }) => sum + field.termCount, 0)
  const found =
    terms > LARGEST_DICTIONARY
      ? topOfTerms(countings, seen, options)
      : topOfDictionary(snapshot, name, countings, seen, options)
  return new Map(options.limit < 0 ? found.sort(([a], [b]) => compareText(a, b)) : found)
}
