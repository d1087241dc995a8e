import { newBits, setBit, slotsOf, type Bits } from '../index/bits.ts'
import type { Positions } from '../index/positions.ts'
import type { FieldIndex, Segment, TermEntry } from '../index/segment.ts'
import { intersectSlots, seekSlot, uniteSlots } from '../index/slot-lists.ts'
import type { PhrasePlan } from './plan.ts'
import { CATCH_ALL, slotsOfNames, type Snapshot } from './snapshot.ts'

/** Documents that have a phrase, and how often (a phrase with gaps counts less than once). */
export interface PhraseHits {
  readonly bits: Bits
  /** Ascending. */
  readonly slots: Uint32Array
  /** Beside `slots`. */
  readonly frequencies: Float32Array
}

/** A term of the phrase in the documents that have all of them: positions of the nth stand from `starts[n]` on. */
interface Occurrences extends Positions {
  /** The term's place in the phrase. */
  readonly offset: number
}

/** The indexes of some slots, all of which are there, among the slots of a term. */
function placesOf(slots: Uint32Array, all: Uint32Array): Uint32Array {
  const places = new Uint32Array(slots.length)
  for (let i = 0, at = 0; i < slots.length; i++) {
    at = seekSlot(all, slots[i] ?? 0, at)
    places[i] = at
  }
  return places
}

/** Whether a place of the phrase is among the positions of a term in the nth document. */
function hasPlace({ starts, values, offset }: Occurrences, n: number, place: number): boolean {
  const end = starts[n + 1] ?? 0
  const wanted = place + offset
  for (let i = starts[n] ?? 0; i < end; i++) {
    const position = values[i] ?? 0
    if (position >= wanted) return position === wanted
  }
  return false
}

/** How often the nth document has the terms one right after the other. */
function exactFrequency(first: Occurrences, others: readonly Occurrences[], n: number): number {
  const end = first.starts[n + 1] ?? 0
  let frequency = 0
  for (let i = first.starts[n] ?? 0; i < end; i++) {
    const place = (first.values[i] ?? 0) - first.offset
    let isThere = true
    for (let other = 0; isThere && other < others.length; other++) {
      const one = others[other]
      isThere = one !== undefined && hasPlace(one, n, place)
    }
    if (isThere) frequency++
  }
  return frequency
}

/** Places of a term in the nth document less its place in the phrase: equal for an exact hit. */
const places = ({ starts, values, offset }: Occurrences, n: number): number[] =>
  Array.from(values.subarray(starts[n], starts[n + 1]), (position) => position - offset)

/** How often places fall together within `slop` moves; each hit counts 1/(1 + moves), as in Lucene. */
function phraseFrequency(lists: readonly (readonly number[])[], slop: number): number {
  const at = lists.map(() => 0)
  let frequency = 0
  for (;;) {
    let low = 0
    let highest = -Infinity
    for (let i = 0; i < lists.length; i++) {
      const place = lists[i]?.[at[i] ?? 0]
      if (place === undefined) return frequency
      if (place < (lists[low]?.[at[low] ?? 0] ?? 0)) low = i
      highest = Math.max(highest, place)
    }
    const lowest = lists[low]?.[at[low] ?? 0] ?? 0
    const next = lists[low]?.[(at[low] ?? 0) + 1]
    const moves = highest - lowest
    // The lowest place may still come nearer to the others: count a hit only where it does not.
    if (moves <= slop && (next === undefined || next > highest || Math.abs(highest - next) >= moves)) {
      frequency += 1 / (1 + moves)
    }
    at[low] = (at[low] ?? 0) + 1
  }
}

function hitsOfNames(snapshot: Snapshot, segment: Segment, plan: PhrasePlan): Bits | undefined {
  const tokens = snapshot.names.tokens()
  const found = plan.terms.map(({ term }) => tokens.get(term))
  const [first] = found
  if (!first || found.some((ids) => !ids)) return undefined
  const ids = [...first.keys()].filter((id) => {
    const lists = plan.terms.map(({ position }, i) =>
      (found[i]?.get(id) ?? []).map((place) => place - position),
    )
    return lists.every((list) => list.length > 0) && phraseFrequency(lists, plan.slop) > 0
  })
  return slotsOfNames(segment, new Set(ids))
}

/** Documents of a segment that have a phrase. */
export const matchPhrase = (snapshot: Snapshot, segment: Segment, plan: PhrasePlan): PhraseHits =>
  snapshot.once(plan, segment, () => findPhrase(snapshot, segment, plan))

/** Documents that have all terms of the phrase as single words, and where. */
function findTerms(
  field: FieldIndex | undefined,
  plan: PhrasePlan,
): { slots: Uint32Array; occurrences: readonly Occurrences[] } {
  const entries = new Map<string, TermEntry>()
  for (const { term } of plan.terms) {
    const entry = entries.get(term) ?? field?.lookup(term)
    if (!entry) return { slots: new Uint32Array(0), occurrences: [] }
    entries.set(term, entry)
  }
  const rarestFirst = [...entries.values()].sort((a, b) => a.frequency - b.frequency)
  const slots = rarestFirst.reduce<Uint32Array | undefined>((common, entry) => {
    if (common?.length === 0) return common
    const found = entry.postings().slots
    return common ? intersectSlots(common, found) : found
  }, undefined)
  if (!slots || slots.length === 0) return { slots: new Uint32Array(0), occurrences: [] }
  const read = new Map<TermEntry, Positions>()
  for (const entry of rarestFirst) read.set(entry, entry.positions(placesOf(slots, entry.postings().slots)))
  const occurrences = plan.terms.flatMap(({ term, position: offset }): Occurrences[] => {
    const entry = entries.get(term)
    const positions = entry && read.get(entry)
    return positions ? [{ ...positions, offset }] : []
  })
  return { slots, occurrences }
}

function findPhrase(snapshot: Snapshot, segment: Segment, plan: PhrasePlan): PhraseHits {
  const { slots, occurrences } = findTerms(snapshot.field(segment, plan.field), plan)
  const [first, ...others] = occurrences
  const found = new Uint32Array(slots.length)
  const frequencies = new Float32Array(slots.length)
  let size = 0
  for (let n = 0; first && n < slots.length; n++) {
    snapshot.checkTime()
    const frequency =
      plan.slop === 0
        ? exactFrequency(first, others, n)
        : phraseFrequency(
            occurrences.map((one) => places(one, n)),
            plan.slop,
          )
    if (frequency === 0) continue
    found[size] = slots[n] ?? 0
    frequencies[size++] = frequency
  }
  const own = { slots: found.subarray(0, size), frequencies: frequencies.subarray(0, size) }
  const named = plan.field === CATCH_ALL ? hitsOfNames(snapshot, segment, plan) : undefined
  const all = named ? addNames(own, slotsOf(named)) : own
  const bits = newBits(segment.size)
  for (const slot of all.slots) setBit(bits, slot)
  return { ...all, bits }
}

/** Counts the phrase once more where it is the name of an organization or group. */
function addNames(own: Omit<PhraseHits, 'bits'>, named: Uint32Array): Omit<PhraseHits, 'bits'> {
  const slots = uniteSlots(own.slots, named)
  const frequencies = new Float32Array(slots.length)
  let i = 0
  let j = 0
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at]
    if (own.slots[i] === slot) frequencies[at] = own.frequencies[i++] ?? 0
    if (named[j] !== slot) continue
    frequencies[at] = (frequencies[at] ?? 0) + 1
    j++
  }
  return { slots, frequencies }
}
