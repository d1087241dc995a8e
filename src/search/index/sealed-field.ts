import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import type { FieldIndex, Postings } from './segment.ts'
import { POSTINGS, SECTION, TERMS_PER_GROUP, type FieldLayout } from './segment-layout.ts'

/** The terms of a group, decoded; arrays beside each other. */
interface Group {
  readonly first: number
  readonly terms: Uint8Array[]
  readonly frequencies: number[]
  readonly postings: { readonly offset: number; readonly length: number }[]
  readonly positions: { readonly offset: number; readonly length: number; readonly count: number }[]
}

const NOWHERE = { offset: 0, length: 0, count: 0 }
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

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

/** A field of a closed segment, read from its bytes as far as it is asked. */
export function openSealedField(layout: FieldLayout, size: number, source: ByteSource): FieldIndex {
  const { analysed, terms: termCount, dictionary } = layout
  const groupCount = Math.ceil(termCount / TERMS_PER_GROUP)
  let last: Group | undefined
  let lastNumber = -1
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
  const read = (number: number): Group => {
    if (last && lastNumber === number) return last
    const reader = new ByteReader(bytesOf(number))
    let postingsAt = reader.varint()
    let positionsAt = reader.varint()
    const first = number * TERMS_PER_GROUP
    const count = Math.min(TERMS_PER_GROUP, termCount - first)
    const group: Group = { first, terms: [], frequencies: [], postings: [], positions: [] }
    let before: Uint8Array = new Uint8Array(0)
    for (let i = 0; i < count; i++) {
      const shared = reader.varint()
      const own = reader.slice(reader.varint())
      const term = new Uint8Array(shared + own.length)
      term.set(before.subarray(0, shared))
      term.set(own, shared)
      before = term
      group.terms.push(term)
      const frequency = reader.varint()
      group.frequencies.push(frequency)
      const length = reader.varint()
      group.postings.push({ offset: postingsAt, length })
      postingsAt += length
      if (!analysed) continue
      const occurrences = frequency + reader.varint()
      const positionLength = reader.varint()
      group.positions.push({ offset: positionsAt, length: positionLength, count: occurrences })
      positionsAt += positionLength
    }
    last = group
    lastNumber = number
    return group
  }
  const firstTerm = (group: number): Uint8Array => {
    const reader = new ByteReader(bytesOf(group))
    reader.varint()
    reader.varint()
    reader.varint()
    return reader.slice(reader.varint())
  }
  const groupOf = (number: number): Group => read(Math.floor(number / TERMS_PER_GROUP))
  const seek = (wanted: Uint8Array): { number: number; found: boolean } => {
    let low = 0
    let high = groupCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareBytes(firstTerm(middle), wanted) <= 0) low = middle + 1
      else high = middle
    }
    if (low === 0) return { number: 0, found: false }
    const group = read(low - 1)
    for (let i = 0; i < group.terms.length; i++) {
      const order = compareBytes(group.terms[i] ?? wanted, wanted)
      if (order >= 0) return { number: group.first + i, found: order === 0 }
    }
    return { number: group.first + group.terms.length, found: false }
  }
  const postingsOf = (number: number): Postings => {
    const group = groupOf(number)
    const i = number - group.first
    const { offset, length } = group.postings[i] ?? NOWHERE
    const frequency = group.frequencies[i] ?? 0
    const bytes = source.read(SECTION.postings, offset, length)
    return analysed
      ? decodeCounted(bytes, frequency)
      : { slots: decodeSlots(bytes, frequency, size), counts: undefined }
  }
  const positionsOf = (number: number): Uint32Array => {
    const group = groupOf(number)
    const { offset, length, count } = group.positions[number - group.first] ?? NOWHERE
    const reader = new ByteReader(source.read(SECTION.positions, offset, length))
    const found = new Uint32Array(count)
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
        frequency: groupOf(number).frequencies[number % TERMS_PER_GROUP] ?? 0,
        postings: () => postingsOf(number),
        positions: () => positionsOf(number),
      }
    },
    ceiling: (text) => seek(Buffer.from(text, 'utf8')).number,
    term: (number) => {
      const group = groupOf(number)
      return utf8.decode(group.terms[number - group.first])
    },
    postings: postingsOf,
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
