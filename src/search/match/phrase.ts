import { hasBit, newBits, setBit, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import type { PhrasePlan } from './plan.ts'
import { CATCH_ALL, slotsOfNames, type Snapshot } from './snapshot.ts'

/** Documents that have a phrase, and how often (a phrase with gaps counts less than once). */
export interface PhraseHits {
  readonly bits: Bits
  readonly frequencies: ReadonlyMap<number, number>
}

interface Cursor {
  readonly slots: Uint32Array
  readonly counts: Uint32Array | undefined
  readonly positions: Uint32Array
  readonly offset: number
  /** Index of the current document, and where its positions begin. */
  at: number
  start: number
}

function moveTo(cursor: Cursor, slot: number): boolean {
  while (cursor.at < cursor.slots.length && (cursor.slots[cursor.at] ?? 0) < slot) {
    cursor.start += cursor.counts?.[cursor.at] ?? 1
    cursor.at++
  }
  return cursor.slots[cursor.at] === slot
}

/** Places of the terms less their place in the phrase: equal for an exact hit. */
const places = (cursor: Cursor): number[] =>
  Array.from(
    cursor.positions.subarray(cursor.start, cursor.start + (cursor.counts?.[cursor.at] ?? 1)),
    (position) => position - cursor.offset,
  )

/** Whether a place of the phrase is among the positions of a term in the current document. */
function hasPlace({ positions, counts, at, start, offset }: Cursor, place: number): boolean {
  const end = start + (counts?.[at] ?? 1)
  for (let i = start; i < end; i++) {
    const position = positions[i] ?? 0
    if (position >= place + offset) return position === place + offset
  }
  return false
}

/** How often the current document has the terms one right after the other. */
function exactFrequency(first: Cursor, others: readonly Cursor[]): number {
  const end = first.start + (first.counts?.[first.at] ?? 1)
  let frequency = 0
  for (let i = first.start; i < end; i++) {
    const place = (first.positions[i] ?? 0) - first.offset
    if (others.every((cursor) => hasPlace(cursor, place))) frequency++
  }
  return frequency
}

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
  return slotsOfNames(segment, ids)
}

/** Documents of a segment that have a phrase. */
export const matchPhrase = (snapshot: Snapshot, segment: Segment, plan: PhrasePlan): PhraseHits =>
  snapshot.once(plan, segment, () => findPhrase(snapshot, segment, plan))

function findPhrase(snapshot: Snapshot, segment: Segment, plan: PhrasePlan): PhraseHits {
  const bits = newBits(segment.size)
  const frequencies = new Map<number, number>()
  const field = snapshot.field(segment, plan.field)
  const read = new Map<string, Pick<Cursor, 'slots' | 'counts' | 'positions'>>()
  const cursors = plan.terms.flatMap(({ term, position: offset }): Cursor[] => {
    const known = read.get(term)
    if (known) return [{ ...known, offset, at: 0, start: 0 }]
    const entry = field?.lookup(term)
    if (!entry) return []
    const found = { ...entry.postings(), positions: entry.positions() }
    read.set(term, found)
    return [{ ...found, offset, at: 0, start: 0 }]
  })
  if (cursors.length === plan.terms.length) {
    const rarest = cursors.reduce((best, cursor) => (cursor.slots.length < best.slots.length ? cursor : best))
    const others = cursors.filter((cursor) => cursor !== rarest)
    for (const slot of rarest.slots) {
      snapshot.checkTime()
      if (!cursors.every((cursor) => moveTo(cursor, slot))) continue
      const frequency =
        plan.slop === 0 ? exactFrequency(rarest, others) : phraseFrequency(cursors.map(places), plan.slop)
      if (frequency === 0) continue
      setBit(bits, slot)
      frequencies.set(slot, frequency)
    }
  }
  const named = plan.field === CATCH_ALL ? hitsOfNames(snapshot, segment, plan) : undefined
  if (named) {
    for (let slot = 0; slot < segment.size; slot++) {
      if (!hasBit(named, slot)) continue
      setBit(bits, slot)
      frequencies.set(slot, (frequencies.get(slot) ?? 0) + 1)
    }
  }
  return { bits, frequencies }
}
