import type { ByteWriter } from './byte-writer.ts'
import { compareText } from './compare-text.ts'
import { Growable } from './growable.ts'
import type { FieldIndex } from './segment.ts'
import type { FieldLayout, PairsLayout, Span } from './segment-layout.ts'
import { TermWriter, type FieldWriters } from './term-writer.ts'
import { findPairs, MOST_FREQUENT, type FrequentTerm } from './write-pairs.ts'

/** A field of one of the segments that become one, and where its slots go (-1: nowhere, the document is dead). */
export interface FieldSource {
  readonly field: FieldIndex
  readonly slots: Int32Array
}

interface Cursor extends FieldSource {
  number: number
  term: string
}

/** Occurrences of one term, in the slots of the new segment. Used again for each. */
interface Gathered {
  readonly slots: Growable
  readonly counts: Growable
  readonly positions: Growable
}

function gather(into: Gathered, { field, slots: target, number }: Cursor): void {
  const postings = field.postings(number)
  const { slots, counts } = postings
  const positions = field.analysed ? field.positions(number, postings).values : undefined
  const first = into.slots.extend(slots.length)
  const firstPosition = into.positions.extend(positions?.length ?? 0)
  if (positions) into.counts.extend(slots.length)
  const [toSlots, toCounts, toPositions] = [into.slots.values, into.counts.values, into.positions.values]
  let filled = first
  let placed = firstPosition
  let at = 0
  for (let i = 0; i < slots.length; i++) {
    const count = counts?.[i] ?? 1
    const slot = target[slots[i] ?? 0] ?? -1
    if (slot >= 0) {
      toSlots[filled] = slot
      if (positions) {
        toCounts[filled] = count
        for (let p = at; p < at + count; p++) toPositions[placed++] = positions[p] ?? 0
      }
      filled++
    }
    at += count
  }
  into.slots.length = filled
  if (!positions) return
  into.counts.length = filled
  into.positions.length = placed
}

function writeNorms(writer: ByteWriter, sources: readonly FieldSource[]): Span {
  const offset = writer.length
  let last = -1
  for (const { field, slots } of sources) {
    const norms = field.norms()
    for (let i = 0; norms && i < norms.length; i++) {
      const slot = slots[i] ?? -1
      const norm = norms[i] ?? 0
      if (slot < 0 || norm === 0) continue
      writer.varint(slot - last - 1)
      writer.byte(norm)
      last = slot
    }
  }
  return { offset, length: writer.length - offset }
}

/** Documents of a segment, as a share, that have a frequent term. */
const FREQUENT = 1 / 16
/** In smaller segments looking at positions takes no time. */
const LARGE = 4096

function* writePairs(
  frequent: readonly FrequentTerm[],
  size: number,
  writers: FieldWriters,
): Generator<undefined, { pairs?: PairsLayout }> {
  if (size < LARGE) return {}
  const descending = frequent.map(({ slots }) => slots.length).sort((a, b) => b - a)
  const from = Math.max(Math.ceil(size * FREQUENT), (descending[MOST_FREQUENT] ?? 0) + 1)
  const pairs = yield* findPairs(
    frequent.filter(({ slots }) => slots.length >= from),
    size,
  )
  const writer = new TermWriter(writers, size)
  for (const { term, slots, counts } of pairs) writer.put(term, slots, counts)
  yield
  return { pairs: { ...writer.end(), from } }
}

/**
 * Writes one field of a new segment out of that of others; yields between terms so that others can work meanwhile.
 * @returns nothing when no living document has the field
 */
export function* writeField(
  name: string,
  sources: readonly FieldSource[],
  size: number,
  writers: FieldWriters,
): Generator<undefined, FieldLayout | undefined> {
  const { columns } = writers
  const analysed = sources.some(({ field }) => field.analysed)
  let cursors = sources
    .filter(({ field }) => field.termCount > 0)
    .map((source): Cursor => ({ ...source, number: 0, term: source.field.term(0) }))
  const found: Gathered = { slots: new Growable(), counts: new Growable(), positions: new Growable() }
  const lists = Object.values(found) as readonly Growable[]
  const seen = new Uint8Array((size + 7) >>> 3)
  const writer = new TermWriter(writers, size)
  const frequent: FrequentTerm[] = []
  let occurrences = 0
  let documents = 0
  while (cursors.length > 0) {
    let term = cursors[0]?.term ?? ''
    for (let i = 1; i < cursors.length; i++) {
      const other = cursors[i]?.term ?? ''
      if (compareText(other, term) < 0) term = other
    }
    for (const list of lists) list.length = 0
    let isOver = false
    for (const cursor of cursors) {
      if (cursor.term !== term) continue
      gather(found, cursor)
      cursor.number++
      if (cursor.number < cursor.field.termCount) cursor.term = cursor.field.term(cursor.number)
      else isOver = true
    }
    if (isOver) cursors = cursors.filter(({ number, field }) => number < field.termCount)
    if ((writer.count & 255) === 0) yield
    if (found.slots.length === 0) continue
    const slots = found.slots.view()
    for (const slot of slots) {
      const bit = 1 << (slot & 7)
      if (((seen[slot >>> 3] ?? 0) & bit) === 0) documents++
      seen[slot >>> 3] = (seen[slot >>> 3] ?? 0) | bit
    }
    const counts = analysed ? found.counts.view() : undefined
    const places = analysed ? found.positions.view() : undefined
    writer.put(term, slots, counts, places)
    if (counts && places && size >= LARGE && slots.length >= size * FREQUENT)
      frequent.push({ term, slots: slots.slice(), counts: counts.slice(), positions: places.slice() })
    occurrences += analysed ? found.positions.length : found.slots.length
  }
  if (writer.count === 0) return undefined
  const layout = { name, analysed, documents, occurrences, ...writer.end() }
  if (!analysed) return layout
  return {
    ...layout,
    norms: writeNorms(columns, sources),
    ...(yield* writePairs(frequent, size, writers)),
  }
}
