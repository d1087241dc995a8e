import type { ByteWriter } from './byte-writer.ts'
import { compareText } from './compare-text.ts'
import { Growable } from './growable.ts'
import type { FieldIndex } from './segment.ts'
import { POSTINGS, TERMS_PER_GROUP, type FieldLayout, type Span } from './segment-layout.ts'

/** A field of one of the segments that become one, and where its slots go (-1: nowhere, the document is dead). */
export interface FieldSource {
  readonly field: FieldIndex
  readonly slots: Int32Array
}

export interface FieldWriters {
  readonly terms: ByteWriter
  readonly postings: ByteWriter
  readonly positions: ByteWriter
  readonly columns: ByteWriter
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

function writeSlots(
  writer: ByteWriter,
  slots: Uint32Array,
  counts: Uint32Array | undefined,
  size: number,
): void {
  if (counts) {
    let last = -1
    for (let i = 0; i < slots.length; i++) {
      const gap = (slots[i] ?? 0) - last - 1
      const count = counts[i] ?? 1
      writer.varint(gap * 2 + (count === 1 ? 1 : 0))
      if (count !== 1) writer.varint(count)
      last = slots[i] ?? 0
    }
    return
  }
  if (slots.length === size) {
    writer.byte(POSTINGS.all)
    return
  }
  if (slots.length > size / 8) {
    const bits = new Uint8Array((size + 7) >>> 3)
    for (const slot of slots) bits[slot >>> 3] = (bits[slot >>> 3] ?? 0) | (1 << (slot & 7))
    writer.byte(POSTINGS.bits)
    writer.bytes(bits)
    return
  }
  writer.byte(POSTINGS.gaps)
  let last = -1
  for (const slot of slots) {
    writer.varint(slot - last - 1)
    last = slot
  }
}

function writePositions(writer: ByteWriter, counts: Uint32Array, positions: Uint32Array): void {
  let at = 0
  for (const count of counts) {
    let last = 0
    for (let i = 0; i < count; i++) {
      const position = positions[at++] ?? 0
      writer.varint(position - last)
      last = position
    }
  }
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

function writeGroups(writer: ByteWriter, groups: readonly number[]): Span {
  const offset = writer.length
  for (const start of groups) {
    for (let shift = 0; shift < 5; shift++) writer.byte(Math.floor(start / 2 ** (8 * shift)) & 255)
  }
  return { offset, length: writer.length - offset }
}

function commonLength(a: Uint8Array, b: Uint8Array): number {
  const most = Math.min(a.length, b.length)
  let length = 0
  while (length < most && a[length] === b[length]) length++
  return length
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
  const { terms, postings, positions, columns } = writers
  const analysed = sources.some(({ field }) => field.analysed)
  let cursors = sources
    .filter(({ field }) => field.termCount > 0)
    .map((source): Cursor => ({ ...source, number: 0, term: source.field.term(0) }))
  const found: Gathered = { slots: new Growable(), counts: new Growable(), positions: new Growable() }
  const lists = Object.values(found) as readonly Growable[]
  const groups: number[] = []
  const seen = new Uint8Array((size + 7) >>> 3)
  const dictionaryOffset = terms.length
  let count = 0
  let occurrences = 0
  let documents = 0
  let before: Uint8Array = new Uint8Array(0)
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
    if ((count & 255) === 0) yield
    if (found.slots.length === 0) continue
    const slots = found.slots.view()
    for (const slot of slots) {
      const bit = 1 << (slot & 7)
      if (((seen[slot >>> 3] ?? 0) & bit) === 0) documents++
      seen[slot >>> 3] = (seen[slot >>> 3] ?? 0) | bit
    }
    const bytes = Buffer.from(term, 'utf8')
    const isFirst = count % TERMS_PER_GROUP === 0
    if (isFirst) {
      groups.push(terms.length - dictionaryOffset)
      terms.varint(postings.length)
      terms.varint(positions.length)
    }
    const shared = isFirst ? 0 : commonLength(before, bytes)
    terms.varint(shared)
    terms.varint(bytes.length - shared)
    terms.bytes(bytes.subarray(shared))
    terms.varint(found.slots.length)
    const postingsStart = postings.length
    writeSlots(postings, slots, analysed ? found.counts.view() : undefined, size)
    terms.varint(postings.length - postingsStart)
    if (analysed) {
      const positionsStart = positions.length
      writePositions(positions, found.counts.view(), found.positions.view())
      terms.varint(found.positions.length - found.slots.length)
      terms.varint(positions.length - positionsStart)
    }
    occurrences += analysed ? found.positions.length : found.slots.length
    before = bytes
    count++
  }
  if (count === 0) return undefined
  return {
    name,
    analysed,
    documents,
    occurrences,
    terms: count,
    dictionary: { offset: dictionaryOffset, length: terms.length - dictionaryOffset },
    groups: writeGroups(columns, groups),
    ...(analysed && { norms: writeNorms(columns, sources) }),
  }
}
