import { andInto, hasBit, newBits, setBits, slotsOf, type Bits } from '../index/bits.ts'
import type { Positions } from '../index/positions.ts'
import type { FieldIndex, Postings, Segment, TermEntry } from '../index/segment.ts'
import { rankOf } from '../index/ranked-set.ts'
import { intersectSlots, seekSlot, uniteSlots } from '../index/slot-lists.ts'
import { exactFrequency, phraseFrequency, places, type Occurrences } from './phrase-frequency.ts'
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

/** The indexes of some slots, all of which are there, among the documents of a term. */
function placesOf(slots: Uint32Array, postings: Postings): Uint32Array {
  const places = new Uint32Array(slots.length)
  const { set } = postings
  if (set) {
    for (let i = 0; i < slots.length; i++) places[i] = rankOf(set, slots[i] ?? 0)
    return places
  }
  const all = postings.slots
  for (let i = 0, at = 0; i < slots.length; i++) {
    at = seekSlot(all, slots[i] ?? 0, at)
    places[i] = at
  }
  return places
}

/** What some postings have in common. */
function intersectAll(postings: readonly Postings[]): Uint32Array {
  const lists = postings.flatMap((one) => (one.set ? [] : [one.slots])).sort((a, b) => a.length - b.length)
  const sets = postings.flatMap(({ set }) => set ?? [])
  const [shortest, ...others] = lists
  if (!shortest) {
    const [first, ...more] = sets
    const bits = first?.bits.slice() ?? newBits(0)
    for (const one of more) andInto(bits, one.bits)
    return slotsOf(bits)
  }
  const common = others.reduce((some, list) => intersectSlots(some, list), shortest)
  return sets.length === 0 ? common : common.filter((slot) => sets.every(({ bits }) => hasBit(bits, slot)))
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

/** What is known of the neighbours in a phrase: documents that have them side by side. */
function knownPairs(field: FieldIndex | undefined, { terms, slop }: PhrasePlan): readonly Postings[] {
  if (!field?.pair || slop > 0) return []
  return terms.flatMap(({ term, position }, n) => {
    const next = terms[n + 1]
    return next?.position === position + 1 ? (field.pair?.(term, next.term) ?? []) : []
  })
}

/** Documents that have all terms of the phrase as single words, and where. */
function findTerms(
  field: FieldIndex | undefined,
  plan: PhrasePlan,
  pairs: readonly Postings[],
): { slots: Uint32Array; occurrences: readonly Occurrences[] } {
  const entries = new Map<string, TermEntry>()
  for (const { term } of plan.terms) {
    const entry = entries.get(term) ?? field?.lookup(term)
    if (!entry) return { slots: new Uint32Array(0), occurrences: [] }
    entries.set(term, entry)
  }
  const rarestFirst = [...entries.values()].sort((a, b) => a.frequency - b.frequency)
  const slots = intersectAll([...pairs, ...rarestFirst.map((entry) => entry.postings())])
  if (slots.length === 0) return { slots: new Uint32Array(0), occurrences: [] }
  const read = new Map<TermEntry, Positions>()
  for (const entry of rarestFirst) read.set(entry, entry.positions(placesOf(slots, entry.postings())))
  const occurrences = plan.terms.flatMap(({ term, position: offset }): Occurrences[] => {
    const entry = entries.get(term)
    const positions = entry && read.get(entry)
    return positions ? [{ ...positions, offset }] : []
  })
  return { slots, occurrences }
}

/** Documents that have the phrase in what they say. */
function findOwn(snapshot: Snapshot, segment: Segment, plan: PhrasePlan): Omit<PhraseHits, 'bits'> {
  const field = snapshot.field(segment, plan.field)
  const pairs = knownPairs(field, plan)
  const [pair] = pairs
  if (pair && plan.terms.length === 2) {
    const { slots, counts } = pair
    return { slots, frequencies: Float32Array.from(counts ?? slots.slice().fill(1)) }
  }
  const { slots, occurrences } = findTerms(field, plan, pairs)
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
  return { slots: found.subarray(0, size), frequencies: frequencies.subarray(0, size) }
}

function findPhrase(snapshot: Snapshot, segment: Segment, plan: PhrasePlan): PhraseHits {
  const own = findOwn(snapshot, segment, plan)
  const named = plan.field === CATCH_ALL ? hitsOfNames(snapshot, segment, plan) : undefined
  const all = named ? addNames(own, slotsOf(named)) : own
  const bits = newBits(segment.size)
  setBits(bits, all.slots)
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
