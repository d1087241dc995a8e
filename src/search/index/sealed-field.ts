import { allBits, orInto, setBit, type Bits } from './bits.ts'
import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import type { FieldIndex, Postings } from './segment.ts'
import { POSTINGS, SECTION, TERMS_PER_GROUP, type FieldLayout } from './segment-layout.ts'
import { TermGroup } from './term-group.ts'

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const order = (a[i] ?? 0) - (b[i] ?? 0)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function decodeSlots(bytes: Uint8Array, frequency: number, size: number): Uint32Array {
  const slots = new Uint32Array(frequency)
  const kind = bytes[0]
  if (kind === POSTINGS.all) {
    for (let slot = 0; slot < size; slot++) slots[slot] = slot
    return slots
  }
  let at = 0
  if (kind === POSTINGS.bits) {
    for (let i = 1; i < bytes.length; i++) {
      let byte = bytes[i] ?? 0
      while (byte !== 0) {
        const low = byte & -byte
        slots[at++] = (i - 1) * 8 + 31 - Math.clz32(low)
        byte ^= low
      }
    }
    return slots
  }
  const reader = new ByteReader(bytes, 1)
  let slot = -1
  while (at < frequency) {
    slot += reader.varint() + 1
    slots[at++] = slot
  }
  return slots
}

function decodeCounted(bytes: Uint8Array, frequency: number): Postings {
  const slots = new Uint32Array(frequency)
  const counts = new Uint32Array(frequency)
  const reader = new ByteReader(bytes)
  let slot = -1
  for (let i = 0; i < frequency; i++) {
    const code = reader.varint()
    slot += Math.floor(code / 2) + 1
    slots[i] = slot
    counts[i] = code % 2 === 1 ? 1 : reader.varint()
  }
  return { slots, counts }
}

/** Adds the slots of postings to a set, without listing them. */
function markSlots(bytes: Uint8Array, frequency: number, analysed: boolean, size: number, bits: Bits): void {
  if (!analysed && bytes[0] === POSTINGS.all) {
    orInto(bits, allBits(size))
    return
  }
  if (!analysed && bytes[0] === POSTINGS.bits) {
    const target = new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength)
    for (let i = 1; i < bytes.length; i++) target[i - 1] = (target[i - 1] ?? 0) | (bytes[i] ?? 0)
    return
  }
  const reader = new ByteReader(bytes, analysed ? 0 : 1)
  let slot = -1
  for (let i = 0; i < frequency; i++) {
    const code = reader.varint()
    slot += (analysed ? Math.floor(code / 2) : code) + 1
    if (analysed && code % 2 === 0) reader.varint()
    setBit(bits, slot)
  }
}

/** A field of a closed segment, read from its bytes as far as it is asked. */
export function openSealedField(layout: FieldLayout, size: number, source: ByteSource): FieldIndex {
  const { analysed, terms: termCount, dictionary } = layout
  const groupCount = Math.ceil(termCount / TERMS_PER_GROUP)
  const group = new TermGroup()
  let starts: Float64Array | undefined
  let norms: Uint8Array | undefined

  const startOf = (group: number): number => {
    if (!starts) {
      const bytes = source.read(SECTION.columns, layout.groups.offset, layout.groups.length)
      starts = Float64Array.from({ length: groupCount }, (_, i) => {
        let start = 0
        for (let shift = 4; shift >= 0; shift--) start = start * 256 + (bytes[i * 5 + shift] ?? 0)
        return start
      })
    }
    return starts[group] ?? dictionary.length
  }
  const bytesOf = (group: number): Uint8Array => {
    const start = startOf(group)
    const end = group + 1 < groupCount ? startOf(group + 1) : dictionary.length
    return source.read(SECTION.terms, dictionary.offset + start, end - start)
  }
  /** Decodes the group that a term is in. @returns the term's place in it */
  const decode = (number: number): number => {
    const place = number % TERMS_PER_GROUP
    const first = number - place
    if (group.first !== first) {
      group.read(
        bytesOf(first / TERMS_PER_GROUP),
        first,
        Math.min(TERMS_PER_GROUP, termCount - first),
        analysed,
      )
    }
    return place
  }
  const firstTerm = (group: number): Uint8Array => {
    const reader = new ByteReader(bytesOf(group))
    reader.varint()
    reader.varint()
    reader.varint()
    return reader.slice(reader.varint())
  }
  const seek = (wanted: Uint8Array): { number: number; found: boolean } => {
    let low = 0
    let high = groupCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareBytes(firstTerm(middle), wanted) <= 0) low = middle + 1
      else high = middle
    }
    if (low === 0) return { number: 0, found: false }
    decode((low - 1) * TERMS_PER_GROUP)
    for (let i = 0; i < group.count; i++) {
      const order = group.compare(i, wanted)
      if (order >= 0) return { number: group.first + i, found: order === 0 }
    }
    return { number: group.first + group.count, found: false }
  }
  const postingsOf = (number: number): Postings => {
    const i = decode(number)
    const frequency = group.frequencies[i] ?? 0
    const bytes = source.read(SECTION.postings, group.postingsAt[i] ?? 0, group.postingsLength[i] ?? 0)
    return analysed
      ? decodeCounted(bytes, frequency)
      : { slots: decodeSlots(bytes, frequency, size), counts: undefined }
  }
  const markOf = (number: number, bits: Bits): void => {
    const i = decode(number)
    const bytes = source.read(SECTION.postings, group.postingsAt[i] ?? 0, group.postingsLength[i] ?? 0)
    markSlots(bytes, group.frequencies[i] ?? 0, analysed, size, bits)
  }
  const positionsOf = (number: number): Uint32Array => {
    const i = decode(number)
    const bytes = source.read(SECTION.positions, group.positionsAt[i] ?? 0, group.positionsLength[i] ?? 0)
    const reader = new ByteReader(bytes)
    const found = new Uint32Array(group.occurrences[i] ?? 0)
    let at = 0
    for (const times of postingsOf(number).counts ?? []) {
      let position = 0
      for (let n = 0; n < times; n++) {
        position += reader.varint()
        found[at++] = position
      }
    }
    return found
  }
  return {
    version: 0,
    documents: layout.documents,
    occurrences: layout.occurrences,
    termCount,
    analysed,
    lookup: (term) => {
      const { number, found } = seek(Buffer.from(term, 'utf8'))
      if (!found) return undefined
      return {
        frequency: group.frequencies[decode(number)] ?? 0,
        mark: (bits) => {
          markOf(number, bits)
        },
        postings: () => postingsOf(number),
        positions: () => positionsOf(number),
      }
    },
    ceiling: (text) => seek(Buffer.from(text, 'utf8')).number,
    term: (number) => group.text(decode(number)),
    postings: postingsOf,
    mark: markOf,
    positions: positionsOf,
    norms: () => {
      if (!layout.norms) return undefined
      if (norms) return norms
      const found = new Uint8Array(size)
      const { offset, length } = layout.norms
      const reader = new ByteReader(source.read(SECTION.columns, offset, length))
      for (let slot = -1; reader.at < length;) {
        slot += reader.varint() + 1
        found[slot] = reader.byte()
      }
      norms = found
      return found
    },
  }
}
