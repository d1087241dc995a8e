import { newBits, popCount, setBit, type Bits } from '../index/bits.ts'
import { rankBits, rankOf, type RankedSet } from '../index/ranked-set.ts'
import type { FieldIndex } from '../index/segment.ts'

type Numbers = Uint16Array | Uint32Array

/**
 * The terms of each document of a segment, by their common numbers (see facet-dictionary.ts) plus one, so that 0 stands
 * for none. Each document has the same room: counting is a walk over rows.
 */
export interface FacetColumn {
  readonly width: number
  /** Those of slot `s` stand from `rows[s * width]` on. */
  readonly rows: Numbers
  /** What had no room: the nth of these documents has `numbers[starts[n]]` up to `numbers[starts[n + 1]]`. */
  readonly more:
    { readonly set: RankedSet; readonly starts: Uint32Array; readonly numbers: Numbers } | undefined
  /** How many documents have each term, by its number in the segment. */
  readonly totals: Uint32Array
}

/** A walk over what had no room takes so many times longer. */
const DETOUR = 4
const WIDTHS = [1, 2, 4, 8]

/** The width at which counting all documents takes least. */
function chooseWidth(lengths: Uint32Array): number {
  const size = lengths.length
  const cost = (width: number): number => {
    let sum = size * width
    for (let i = 0; i < size; i++) sum += DETOUR * Math.max(0, (lengths[i] ?? 0) - width)
    return sum
  }
  return WIDTHS.reduce((best, width) => (cost(width) < cost(best) ? width : best))
}

/** @param common the number of each term among those of all segments */
export function buildFacetColumn(
  field: FieldIndex,
  size: number,
  common: Uint32Array,
  array: (length: number) => Numbers,
): FacetColumn {
  const totals = new Uint32Array(field.termCount)
  const lengths = new Uint32Array(size)
  const lists: Uint32Array[] = []
  for (let number = 0; number < field.termCount; number++) {
    const { slots } = field.postings(number)
    lists.push(slots)
    totals[number] = slots.length
    const { length } = slots
    for (let i = 0; i < length; i++) lengths[slots[i] ?? 0] = (lengths[slots[i] ?? 0] ?? 0) + 1
  }
  const width = chooseWidth(lengths)
  const rows = array(size * width)
  const more = makeRoom(lengths, width, array)
  lengths.fill(0)
  for (const [number, slots] of lists.entries()) {
    const next = (common[number] ?? 0) + 1
    const { length } = slots
    for (let i = 0; i < length; i++) {
      const slot = slots[i] ?? 0
      const place = lengths[slot] ?? 0
      lengths[slot] = place + 1
      if (place < width) rows[slot * width + place] = next
      else if (more) more.numbers[(more.starts[rankOf(more.set, slot)] ?? 0) + place - width] = next
    }
  }
  return { width, rows, more, totals }
}

function makeRoom(
  lengths: Uint32Array,
  width: number,
  array: (length: number) => Numbers,
): FacetColumn['more'] {
  const bits = newBits(lengths.length)
  const starts = [0]
  for (let slot = 0; slot < lengths.length; slot++) {
    const length = lengths[slot] ?? 0
    if (length <= width) continue
    setBit(bits, slot)
    starts.push((starts.at(-1) ?? 0) + length - width)
  }
  if (starts.length === 1) return undefined
  return { set: rankBits(bits), starts: Uint32Array.from(starts), numbers: array(starts.at(-1) ?? 0) }
}

// Most of what a search with facets costs are these loops, so each width has its own.

function countSingle(rows: Numbers, slots: Uint32Array, counts: Int32Array, step: number): void {
  const { length } = slots
  for (let i = 0; i < length; i++) {
    const number = rows[slots[i] ?? 0] ?? 0
    counts[number] = (counts[number] ?? 0) + step
  }
}

function countPairs(rows: Numbers, slots: Uint32Array, counts: Int32Array, step: number): void {
  const { length } = slots
  for (let i = 0; i < length; i++) {
    const at = (slots[i] ?? 0) * 2
    const [a, b] = [rows[at] ?? 0, rows[at + 1] ?? 0]
    counts[a] = (counts[a] ?? 0) + step
    counts[b] = (counts[b] ?? 0) + step
  }
}

function countFours(
  rows: Numbers,
  slots: Uint32Array,
  counts: Int32Array,
  width: number,
  step: number,
): void {
  const { length } = slots
  for (let i = 0; i < length; i++) {
    const end = ((slots[i] ?? 0) + 1) * width
    for (let at = end - width; at < end; at += 4) {
      const [a, b, c, d] = [rows[at] ?? 0, rows[at + 1] ?? 0, rows[at + 2] ?? 0, rows[at + 3] ?? 0]
      counts[a] = (counts[a] ?? 0) + step
      counts[b] = (counts[b] ?? 0) + step
      counts[c] = (counts[c] ?? 0) + step
      counts[d] = (counts[d] ?? 0) + step
    }
  }
}

function countMore(
  { set, starts, numbers }: Exclude<FacetColumn['more'], undefined>,
  bits: Bits,
  counts: Int32Array,
  step: number,
): void {
  for (let word = 0; word < bits.length; word++) {
    const all = set.bits[word] ?? 0
    let common = all & (bits[word] ?? 0)
    while (common !== 0) {
      const low = common & -common
      common ^= low
      const place = (set.ranks[word] ?? 0) + popCount(all & (low - 1))
      const end = starts[place + 1] ?? 0
      for (let at = starts[place] ?? 0; at < end; at++) {
        const number = numbers[at] ?? 0
        counts[number] = (counts[number] ?? 0) + step
      }
    }
  }
}

/**
 * Adds `step` for each term of some documents.
 * @param slots the documents, and `bits` the same as a set
 * @param counts by common number plus one; what stands at 0 means nothing
 */
export function countRows(
  { width, rows, more }: FacetColumn,
  { slots, bits }: { readonly slots: Uint32Array; readonly bits: Bits },
  counts: Int32Array,
  step: number,
): void {
  if (width === 1) countSingle(rows, slots, counts, step)
  else if (width === 2) countPairs(rows, slots, counts, step)
  else countFours(rows, slots, counts, width, step)
  if (more) countMore(more, bits, counts, step)
}
