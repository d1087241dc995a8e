import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import { compareText } from '../index/compare-text.ts'
import type { FieldIndex } from '../index/segment.ts'
import { columnOf, numbersAt } from './columns.ts'
import { countRows } from './facet-column.ts'
import type { FacetDictionary } from './facet-dictionary.ts'
import type { Hits } from './hits.ts'
import { NAMED_FIELDS } from './named-field.ts'
import { selectNumber } from './select-number.ts'
import type { Snapshot } from './snapshot.ts'

export interface FacetOptions {
  /** Negative: all values, ordered by value. */
  readonly limit: number
  readonly mincount: number
}

type Counted = readonly [term: string, count: number]

/** Fields with more terms (names, addresses) are counted without a dictionary that stays in memory. */
const LARGEST_DICTIONARY = 400_000

/**
 * Counts the terms of some documents by their common numbers plus one. Of most documents, the others are taken away.
 */
function countGroup(dictionary: FacetDictionary, field: FieldIndex, hits: Hits, counts: Int32Array): void {
  const { segment, count } = hits
  const column = dictionary.columnOf(field, segment.size)
  if (count * 2 <= segment.size) {
    countRows(column, hits, counts, 1)
    return
  }
  const numbers = dictionary.numbersOf(field)
  for (let i = 0; i < numbers.length; i++) {
    const next = (numbers[i] ?? 0) + 1
    counts[next] = (counts[next] ?? 0) + (column.totals[i] ?? 0)
  }
  countRows(column, hits.others, counts, -1)
}

interface Counting {
  readonly field: FieldIndex
  readonly hits: Hits
}

/** The field of each segment with hits: organizations and groups by their ids, whose names come in at the end. */
const fieldsOf = (name: string, groups: readonly Hits[]): Counting[] =>
  groups.flatMap((hits) => {
    const field = hits.count === 0 ? undefined : hits.segment.field(name)
    return field ? [{ field, hits }] : []
  })

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

/** Counts of all terms of a field, by their numbers in the dictionary. */
function countTerms(dictionary: FacetDictionary, countings: readonly Counting[]): Int32Array {
  // The dictionary may grow by what a segment has.
  for (const { field } of countings) dictionary.numbersOf(field)
  const counts = new Int32Array(dictionary.size + 1)
  for (const { field, hits } of countings) countGroup(dictionary, field, hits, counts)
  return counts.subarray(1)
}

/** So many more counts than are wanted are kept before the lower ones are thrown away. */
const ROOM = 4

/** The count at a place of the descending order, from 1 on; `least` if there are fewer of at least that. */
function countAt(counts: Int32Array, place: number, least: number): number {
  // As negative numbers, whose ascending order is that of the counts from the highest on.
  const kept = new Float64Array(Math.min(place * ROOM, counts.length))
  let size = 0
  let from = least
  const { length } = counts
  for (let number = 0; number < length; number++) {
    const count = counts[number] ?? 0
    if (count < from) continue
    kept[size++] = -count
    if (size < kept.length) continue
    from = -selectNumber(kept, place - 1) + 1
    // The highest ones stand at the beginning now; of others, only those that are higher than the last of them change it.
    size = place
  }
  return size < place ? least : -selectNumber(kept.subarray(0, size), place - 1)
}

/** The numbers of the terms whose counts are among the `limit` highest, and at least `least`. */
function highest(counts: Int32Array, limit: number, least: number): Uint32Array {
  const from = limit < counts.length ? countAt(counts, limit, least) : least
  const numbers = new Uint32Array(counts.length)
  let size = 0
  for (let number = 0; number < counts.length; number++) {
    if ((counts[number] ?? 0) >= from) numbers[size++] = number
  }
  return numbers.subarray(0, size)
}

function topOfDictionary(
  snapshot: Snapshot,
  name: string,
  countings: readonly Counting[],
  seen: readonly Counting[],
  options: FacetOptions,
): Counted[] {
  const dictionary = snapshot.dictionaries(name)
  const textOf = (number: number): string => shownTerm(snapshot, name, dictionary.term(number))
  const visible = seen.length > 0 ? countTerms(dictionary, seen) : undefined
  const totals = countTerms(dictionary, countings)
  const limit = options.limit < 0 ? Infinity : options.limit
  const top = createTop(limit)
  for (const number of highest(totals, limit, Math.max(1, options.mincount))) {
    top.offer(totals[number] ?? 0, () => textOf(number))
  }
  for (let number = 0; visible && number < visible.length; number++) {
    if ((visible[number] ?? 0) > 0 && (totals[number] ?? 0) === 0) top.offer(0, () => textOf(number))
  }
  return top.list()
}

const shownTerm = ({ names }: Snapshot, name: string, term: string): string =>
  NAMED_FIELDS.has(name) ? (names.byId.get(term) ?? term) : term

/** How many of some documents have each term, by its number in the segment; nothing stays in memory but the column. */
function countOwn({ field, hits }: Counting): Uint32Array {
  const counts = new Uint32Array(field.termCount)
  const column = columnOf(field, hits.segment.size)
  for (const slot of hits.slots) {
    for (const number of numbersAt(column, slot)) counts[number] = (counts[number] ?? 0) + 1
  }
  return counts
}

function topOfTerms(
  snapshot: Snapshot,
  name: string,
  countings: readonly Counting[],
  seen: readonly Counting[],
  options: FacetOptions,
): Counted[] {
  const totals = new Map<string, number>()
  const add = (counting: Counting, factor: number): void => {
    const { field } = counting
    const counts = countOwn(counting)
    for (let i = 0; i < field.termCount; i++) {
      const count = counts[i] ?? 0
      if (count > 0) totals.set(field.term(i), (totals.get(field.term(i)) ?? 0) + count * factor)
    }
  }
  for (const counting of countings) add(counting, 1)
  for (const counting of seen) add(counting, 0)
  const top = createTop(options.limit < 0 ? Infinity : options.limit)
  for (const [term, count] of totals) {
    if (count >= options.mincount) top.offer(count, () => shownTerm(snapshot, name, term))
  }
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
  const countings = fieldsOf(name, groups)
  const seen = visible ? fieldsOf(name, visible) : []
  const terms = countings.reduce((sum, { field }) => sum + field.termCount, 0)
  const found =
    terms > LARGEST_DICTIONARY
      ? topOfTerms(snapshot, name, countings, seen, options)
      : topOfDictionary(snapshot, name, countings, seen, options)
  return new Map(options.limit < 0 ? found.sort(([a], [b]) => compareText(a, b)) : found)
}
