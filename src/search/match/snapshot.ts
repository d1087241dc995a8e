import { SearchError } from '../../core/errors.ts'
import { newBits, slotsOf, type Bits } from '../index/bits.ts'
import type { FieldIndex, Postings, Segment } from '../index/segment.ts'
import type { FacetDictionaries } from './facet-dictionary.ts'
import type { FilterCache } from './filter-cache.ts'
import type { Names } from './names.ts'
import { NAMED_FIELDS, namedField } from './named-field.ts'

/** The index at one moment, as one query sees it. */
export interface Snapshot {
  readonly segments: readonly Segment[]
  readonly names: Names
  /** Milliseconds: what NOW is in this query. */
  readonly now: number
  readonly field: (segment: Segment, name: string) => FieldIndex | undefined
  /** Where a term occurs, also through the name of an organisation or group; read once in a query. */
  readonly postings: (segment: Segment, field: string, term: string) => Postings | undefined
  /** Documents with a term, and what Lucene's ranking needs of its field. */
  readonly statistics: (field: string) => FieldStatistics
  readonly frequency: (field: string, term: string) => number
  readonly dictionaries: FacetDictionaries
  readonly filters: FilterCache
  /** To be called in long loops. @throws SearchError when the query has taken too long: others are waiting */
  readonly checkTime: () => void
  /** Does expensive work on a part of the query once. */
  readonly once: <T>(part: object, segment: Segment | undefined, work: () => T) => T
}

export interface FieldStatistics {
  readonly documents: number
  readonly occurrences: number
}

/** Milliseconds of work after which a query is refused; waiting for the disk or other processes does not count. */
const LONGEST = 700
/** Calls between two looks at the clock. */
const PATIENCE = 128

function workedMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The words of names count as words of this field. */
export const CATCH_ALL = 'text'

/** Documents of the organisations and groups with these ids, and how often each has the word (by id). */
export function slotsOfNames(segment: Segment, ids: Iterable<string>): Bits | undefined {
  let bits: Bits | undefined
  for (const id of ids) {
    for (const name of NAMED_FIELDS) {
      const entry = segment.field(name)?.lookup(id)
      if (!entry) continue
      bits ??= newBits(segment.size)
      entry.mark(bits)
    }
  }
  return bits
}

function merge(own: Postings | undefined, named: Bits | undefined): Postings | undefined {
  if (!named) return own
  const extra = slotsOf(named)
  if (!own) return { slots: extra, counts: new Uint32Array(extra.length).fill(1) }
  const slots = new Uint32Array(own.slots.length + extra.length)
  const counts = new Uint32Array(slots.length)
  let size = 0
  let i = 0
  let j = 0
  while (i < own.slots.length || j < extra.length) {
    const a = own.slots[i] ?? Infinity
    const b = extra[j] ?? Infinity
    slots[size] = Math.min(a, b)
    counts[size++] = (a <= b ? (own.counts?.[i] ?? 1) : 0) + (b <= a ? 1 : 0)
    if (a <= b) i++
    if (b <= a) j++
  }
  return { slots: slots.subarray(0, size), counts: counts.subarray(0, size) }
}

/** @param segments in the order in which they were written */
export function createSnapshot(
  segments: readonly Segment[],
  names: Names,
  { dictionaries, filters }: Pick<Snapshot, 'dictionaries' | 'filters'>,
  now: number,
): Snapshot {
  const begun = workedMilliseconds()
  let calls = 0
  const done = new Map<object, Map<Segment | undefined, unknown>>()
  const read = new Map<Segment, Map<string, Postings | undefined>>()
  const statistics = new Map<string, FieldStatistics>()
  const field = (segment: Segment, name: string): FieldIndex | undefined => {
    const found = segment.field(name)
    return found && NAMED_FIELDS.has(name) ? namedField(found, names) : found
  }
  const postings = (segment: Segment, name: string, term: string): Postings | undefined => {
    let known = read.get(segment)
    if (!known) read.set(segment, (known = new Map<string, Postings | undefined>()))
    const key = `${name}\0${term}`
    if (known.has(key)) return known.get(key)
    const own = field(segment, name)?.lookup(term)?.postings()
    const ids = name === CATCH_ALL ? names.tokens().get(term)?.keys() : undefined
    const found = ids ? merge(own, slotsOfNames(segment, ids)) : own
    known.set(key, found)
    return found
  }
  return {
    segments,
    names,
    now,
    dictionaries,
    filters,
    checkTime: () => {
      if ((calls++ & (PATIENCE - 1)) === 0 && workedMilliseconds() - begun > LONGEST)
        throw new SearchError(`Search error: 'The query takes too long. Ask for less at once.'`)
    },
    once: <T>(part: object, segment: Segment | undefined, work: () => T): T => {
      let known = done.get(part)
      if (!known) done.set(part, (known = new Map<Segment | undefined, unknown>()))
      if (!known.has(segment)) known.set(segment, work())
      return known.get(segment) as T
    },
    field,
    postings,
    statistics: (name) => {
      let sums = statistics.get(name)
      if (!sums) {
        const fields = segments.map((segment) => field(segment, name))
        const sum = (of: (index: FieldIndex) => number): number =>
          fields.reduce((total, index) => total + (index ? of(index) : 0), 0)
        sums = { documents: sum((index) => index.documents), occurrences: sum((index) => index.occurrences) }
        statistics.set(name, sums)
      }
      return sums
    },
    frequency: (name, term) =>
      segments.reduce((sum, segment) => {
        const entry = name === CATCH_ALL ? undefined : field(segment, name)?.lookup(term)
        const found = name === CATCH_ALL ? postings(segment, name, term)?.slots.length : entry?.frequency
        return sum + (found ?? 0)
      }, 0),
  }
}
