import { SearchError } from '../../core/errors.ts'
import { countBits, newBits, orInto, setBits, type Bits } from '../index/bits.ts'
import type { FieldIndex, Postings, Segment } from '../index/segment.ts'
import { lengthFactors, type FieldStatistics } from './bm25.ts'
import type { FacetDictionaries } from './facet-dictionary.ts'
import type { FilterCache } from './filter-cache.ts'
import type { Names } from './names.ts'
import type { NamedPostings } from './named-postings.ts'
import { NAMED_FIELDS, namedField } from './named-field.ts'

/** The index at one moment, as one query sees it. */
export interface Snapshot {
  readonly segments: readonly Segment[]
  readonly names: Names
  /** Milliseconds: what NOW is in this query. */
  readonly now: number
  readonly field: (segment: Segment, name: string) => FieldIndex | undefined
  /** Where a term occurs; `undefined`: nowhere. Read once in a query. */
  readonly postings: (segment: Segment, field: string, term: string) => TermPostings | undefined
  /** Documents with a term, and what Lucene's ranking needs of its field. */
  readonly statistics: (field: string) => FieldStatistics
  /** What an occurrence weighs by the length of its field (see bm25.ts). */
  readonly lengthFactors: (field: string) => Float64Array
  readonly frequency: (field: string, term: string) => number
  readonly dictionaries: FacetDictionaries
  readonly filters: FilterCache
  /** To be called in long loops, with how many usual steps this one is worth. @throws SearchError when the query has taken too long: others are waiting */
  readonly checkTime: (work?: number) => void
  /** Does expensive work on a part of the query once. */
  readonly once: <T>(part: object, segment: Segment | undefined, work: () => T) => T
}

/** Where a term occurs. */
export interface TermPostings {
  /** In what the documents say. */
  readonly own: Postings | undefined
  /** Once more through the names of their organisations and groups. */
  readonly named: Bits | undefined
}

/** Adds the documents of a term to a set. */
export function markPostings({ own, named }: TermPostings, bits: Bits): void {
  if (own?.set) orInto(bits, own.set.bits)
  else if (own) setBits(bits, own.slots)
  if (named) orInto(bits, named)
}

/** Milliseconds of work after which a query is refused; waiting for the disk or other processes does not count. */
const LONGEST = 700
/** Calls between two looks at the clock. */
const PATIENCE = 128
/** Milliseconds between two looks at the work: asking for it takes longer than asking for the time. */
const GLANCE = 20

function workedMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** The words of names count as words of this field. */
export const CATCH_ALL = 'text'

/** Looking up each of so many ids costs as much as looking at all organizations of a segment. */
const MANY_IDS = 50

/** Documents of the organisations and groups with these ids; `undefined`: none. */
export function slotsOfNames(segment: Segment, ids: ReadonlySet<string>): Bits | undefined {
  let bits: Bits | undefined
  for (const name of NAMED_FIELDS) {
    const field = segment.field(name)
    if (!field) continue
    if (ids.size < MANY_IDS) {
      for (const id of ids) {
        const entry = field.lookup(id)
        if (entry) entry.mark((bits ??= newBits(segment.size)))
      }
      continue
    }
    for (let number = 0; number < field.termCount; number++) {
      if (ids.has(field.term(number))) field.mark(number, (bits ??= newBits(segment.size)))
    }
  }
  return bits
}

/** @param segments in the order in which they were written */
export function createSnapshot(
  segments: readonly Segment[],
  names: Names,
  {
    dictionaries,
    filters,
    named,
  }: Pick<Snapshot, 'dictionaries' | 'filters'> & { readonly named: NamedPostings },
  now: number,
): Snapshot {
  const begun = workedMilliseconds()
  let calls = 0
  let glance = performance.now() + GLANCE
  const done = new Map<object, Map<Segment | undefined, unknown>>()
  const read = new Map<Segment, Map<string, TermPostings | undefined>>()
  const statistics = new Map<string, FieldStatistics>()
  const frequencies = new Map<string, number>()
  const factors = new Map<string, Float64Array>()
  const field = (segment: Segment, name: string): FieldIndex | undefined => {
    const found = segment.field(name)
    return found && NAMED_FIELDS.has(name) ? namedField(found, names) : found
  }
  const postings = (segment: Segment, name: string, term: string): TermPostings | undefined => {
    let known = read.get(segment)
    if (!known) read.set(segment, (known = new Map<string, TermPostings | undefined>()))
    const key = `${name}\0${term}`
    if (known.has(key)) return known.get(key)
    const own = field(segment, name)?.lookup(term)?.postings()
    const ids = name === CATCH_ALL ? names.tokens().get(term) : undefined
    const inNames =
      ids && named.recall(names, segment, term, () => slotsOfNames(segment, new Set(ids.keys())))
    const found = own || inNames ? { own, named: inNames } : undefined
    known.set(key, found)
    return found
  }
  const countDocuments = (segment: Segment, name: string, term: string): number => {
    const own = field(segment, name)?.lookup(term)
    if (name !== CATCH_ALL || !names.tokens().has(term)) return own?.frequency ?? 0
    const found = postings(segment, name, term)
    if (!found?.named) return own?.frequency ?? 0
    const bits = newBits(segment.size)
    markPostings(found, bits)
    return countBits(bits)
  }
  const statisticsOf = (name: string): FieldStatistics => {
    let sums = statistics.get(name)
    if (!sums) {
      const fields = segments.map((segment) => field(segment, name))
      const sum = (of: (index: FieldIndex) => number): number =>
        fields.reduce((total, index) => total + (index ? of(index) : 0), 0)
      sums = { documents: sum((index) => index.documents), occurrences: sum((index) => index.occurrences) }
      statistics.set(name, sums)
    }
    return sums
  }
  return {
    segments,
    names,
    now,
    dictionaries,
    filters,
    checkTime: (work = 1) => {
      calls += work
      if (calls < PATIENCE) return
      calls = 0
      const time = performance.now()
      if (time < glance) return
      glance = time + GLANCE
      if (workedMilliseconds() - begun > LONGEST)
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
    statistics: statisticsOf,
    lengthFactors: (name) => {
      const known = factors.get(name)
      if (known) return known
      const found = lengthFactors(statisticsOf(name))
      factors.set(name, found)
      return found
    },
    frequency: (name, term) => {
      const key = `${name}\0${term}`
      const known = frequencies.get(key)
      if (known !== undefined) return known
      const found = segments.reduce((sum, segment) => sum + countDocuments(segment, name, term), 0)
      frequencies.set(key, found)
      return found
    },
  }
}
