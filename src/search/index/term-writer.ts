import type { ByteWriter } from './byte-writer.ts'
import type { Counts } from './positions.ts'
import { POSTINGS, TERMS_PER_GROUP, type Span } from './segment-layout.ts'

export interface FieldWriters {
  readonly terms: ByteWriter
  readonly postings: ByteWriter
  readonly positions: ByteWriter
  readonly columns: ByteWriter
}

function writeSlots(writer: ByteWriter, slots: Uint32Array, counts: Counts | undefined, size: number): void {
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

function writePositions(writer: ByteWriter, counts: Counts, positions: Uint32Array): void {
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

/** Writes the terms of a field with what belongs to each, in the order of their bytes. */
export class TermWriter {
  count = 0
  private readonly writers: FieldWriters
  private readonly size: number
  private readonly offset: number
  private readonly groups: number[] = []
  private before: Uint8Array = new Uint8Array(0)

  /** @param size documents of the segment */
  constructor(writers: FieldWriters, size: number) {
    this.writers = writers
    this.size = size
    this.offset = writers.terms.length
  }

  /**
   * @param counts how often each document has the term: in analysed fields
   * @param positions where, beside the counts; there may be none
   */
  put(term: string, slots: Uint32Array, counts?: Counts, places?: Uint32Array): void {
    const { terms, postings, positions } = this.writers
    const bytes = Buffer.from(term, 'utf8')
    const isFirst = this.count % TERMS_PER_GROUP === 0
    if (isFirst) {
      this.groups.push(terms.length - this.offset)
      terms.varint(postings.length)
      terms.varint(positions.length)
    }
    const shared = isFirst ? 0 : commonLength(this.before, bytes)
    terms.varint(shared)
    terms.varint(bytes.length - shared)
    terms.bytes(bytes.subarray(shared))
    terms.varint(slots.length)
    const start = postings.length
    writeSlots(postings, slots, counts, this.size)
    terms.varint(postings.length - start)
    if (counts) {
      const placesStart = positions.length
      if (places) writePositions(positions, counts, places)
      terms.varint(places ? places.length - slots.length : 0)
      terms.varint(positions.length - placesStart)
    }
    this.before = bytes
    this.count++
  }

  /** Where it all stands. */
  end(): { readonly terms: number; readonly dictionary: Span; readonly groups: Span } {
    return {
      terms: this.count,
      dictionary: { offset: this.offset, length: this.writers.terms.length - this.offset },
      groups: writeGroups(this.writers.columns, this.groups),
    }
  }
}
