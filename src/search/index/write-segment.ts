import { hasBit } from './bits.ts'
import { BLOCK_BYTES } from './block-store.ts'
import { ByteWriter, type TakeBlock } from './byte-writer.ts'
import type { Segment } from './segment.ts'
import {
  SECTION,
  type FieldLayout,
  type NumberLayout,
  type SegmentHeader,
  type Span,
} from './segment-layout.ts'
import { writeField, type FieldSource } from './write-field.ts'

interface Source {
  readonly segment: Segment
  /** Slot in the new segment for each slot, -1 for dead documents. */
  readonly slots: Int32Array
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function placeDocuments(segments: readonly Segment[]): { sources: Source[]; size: number } {
  let size = 0
  const sources = segments.map((segment) => {
    const slots = new Int32Array(segment.size)
    for (let slot = 0; slot < segment.size; slot++) slots[slot] = hasBit(segment.live, slot) ? size++ : -1
    return { segment, slots }
  })
  return { sources, size }
}

function eachDocument(
  sources: readonly Source[],
  visit: (segment: Segment, from: number, to: number) => void,
): void {
  for (const { segment, slots } of sources) {
    for (let from = 0; from < slots.length; from++) {
      const to = slots[from] ?? -1
      if (to >= 0) visit(segment, from, to)
    }
  }
}

function writeNumbers(columns: ByteWriter, name: string, sources: readonly Source[]): NumberLayout {
  const found: number[] = []
  const values: number[] = []
  eachDocument(sources, (segment, from, to) => {
    const value = segment.numbers(name)?.[from] ?? NaN
    if (Number.isNaN(value)) return
    found.push(to)
    values.push(value)
  })
  const offset = columns.length
  let last = -1
  for (const slot of found) {
    columns.varint(slot - last - 1)
    last = slot
  }
  columns.bytes(new Uint8Array(Float64Array.from(values).buffer))
  return { name, span: { offset, length: columns.length - offset }, count: found.length }
}

const namesOf = (segments: readonly Segment[], of: (segment: Segment) => Iterable<string>): string[] =>
  [...new Set(segments.flatMap((segment) => [...of(segment)]))].sort()

/**
 * Writes the living documents of some segments as one new segment. Yields often: the caller decides when to go on, and
 * may find that further documents have died meanwhile (they are in the new segment, and have to be killed there).
 * @param take receives the blocks; those of a section come in order
 */
export function* writeSegment(
  segments: readonly Segment[],
  take: TakeBlock,
): Generator<undefined, SegmentHeader> {
  const { sources, size } = placeDocuments(segments)
  const terms = new ByteWriter(SECTION.terms, take)
  const postings = new ByteWriter(SECTION.postings, take)
  const positions = new ByteWriter(SECTION.positions, take)
  const columns = new ByteWriter(SECTION.columns, take)
  const otherIds: Record<number, string> = {}
  let lastDocid = 0
  eachDocument(sources, (segment, from) => {
    const docid = segment.docid(from)
    columns.varint(docid - lastDocid)
    lastDocid = docid
  })
  const docids: Span = { offset: 0, length: columns.length }
  yield
  eachDocument(sources, (segment, from, to) => {
    const id = segment.id(from)
    if (!UUID.test(id)) otherIds[to] = id
    columns.bytes(UUID.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : new Uint8Array(16))
  })
  const ids: Span = { offset: docids.length, length: columns.length - docids.length }
  yield
  const numbers: NumberLayout[] = []
  for (const name of namesOf(segments, (segment) => segment.numberNames())) {
    numbers.push(writeNumbers(columns, name, sources))
    yield
  }
  const fields: FieldLayout[] = []
  for (const name of namesOf(segments, (segment) => segment.fieldNames())) {
    const having = sources.flatMap(({ segment, slots }): FieldSource[] => {
      const field = segment.field(name)
      return field ? [{ field, slots }] : []
    })
    const layout = yield* writeField(name, having, size, { terms, postings, positions, columns })
    if (layout) fields.push(layout)
  }
  for (const writer of [terms, postings, positions, columns]) writer.end()
  const last = segments.at(-1)
  return {
    blockBytes: BLOCK_BYTES,
    size,
    firstDocid: segments[0]?.docid(0) ?? 0,
    lastDocid: last ? last.docid(last.size - 1) : 0,
    docids,
    ids,
    otherIds,
    fields,
    numbers,
  }
}
