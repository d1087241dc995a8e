import { allBits, clearBit, countBits, hasBit } from './bits.ts'
import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import type { PostingsCache } from './postings-cache.ts'
import { openSealedField } from './sealed-field.ts'
import type { FieldIndex, Segment } from './segment.ts'
import { SECTION, type NumberLayout, type SegmentHeader } from './segment-layout.ts'

function readNumbers({ span, count }: NumberLayout, size: number, source: ByteSource): Float64Array {
  const values = new Float64Array(size).fill(NaN)
  const bytes = source.read(SECTION.columns, span.offset, span.length)
  const reader = new ByteReader(bytes)
  // A copy, because doubles have to begin at a multiple of eight bytes.
  const doubles = new Float64Array(new Uint8Array(bytes.subarray(span.length - 8 * count)).buffer)
  let slot = -1
  for (let i = 0; i < count; i++) {
    slot += reader.varint() + 1
    values[slot] = doubles[i] ?? NaN
  }
  return values
}

function readDocids(header: SegmentHeader, source: ByteSource): Float64Array {
  const reader = new ByteReader(source.read(SECTION.columns, header.docids.offset, header.docids.length))
  let docid = 0
  return Float64Array.from({ length: header.size }, () => (docid += reader.varint()))
}

/** A closed segment: its bytes stand in the database and are read as far as queries need them. */
export function openSealedSegment(header: SegmentHeader, source: ByteSource, cache: PostingsCache): Segment {
  const { size } = header
  const layouts = new Map(header.fields.map((layout) => [layout.name, layout]))
  const fields = new Map<string, FieldIndex>()
  const numberLayouts = new Map(header.numbers.map((layout) => [layout.name, layout]))
  const numbers = new Map<string, Float64Array>()
  const docids = readDocids(header, source)
  const live = allBits(size)
  let liveCount = countBits(live)

  const slotOf = (docid: number): number => {
    let low = 0
    let high = size
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((docids[middle] ?? 0) < docid) low = middle + 1
      else high = middle
    }
    return docids[low] === docid ? low : -1
  }
  return {
    size,
    live,
    grows: false,
    get liveCount() {
      return liveCount
    },
    docid: (slot) => docids[slot] ?? 0,
    id: (slot) => {
      const other = header.otherIds[slot]
      if (other !== undefined) return other
      const hex = Buffer.from(source.read(SECTION.columns, header.ids.offset + slot * 16, 16)).toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
        '-',
      )
    },
    field: (name) => {
      const known = fields.get(name)
      const layout = layouts.get(name)
      if (known || !layout) return known
      const field = openSealedField(layout, size, source, cache)
      fields.set(name, field)
      return field
    },
    numbers: (name) => {
      const known = numbers.get(name)
      const layout = numberLayouts.get(name)
      if (known || !layout) return known
      const column = readNumbers(layout, size, source)
      numbers.set(name, column)
      return column
    },
    fieldNames: () => layouts.keys(),
    numberNames: () => numberLayouts.keys(),
    kill: (docid) => {
      const slot = slotOf(docid)
      if (slot < 0 || !hasBit(live, slot)) return
      clearBit(live, slot)
      liveCount--
    },
  }
}
