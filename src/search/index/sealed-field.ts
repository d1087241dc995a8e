import { newBits, orInto, setBits, type Bits } from './bits.ts'
import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import { decodePositions, findEntries } from './decode-positions.ts'
import { decodeCounted, decodeSlots, markSlots } from './decode-postings.ts'
import { DENSE, DensePostings } from './dense-postings.ts'
import type { Positions } from './positions.ts'
import type { PostingsCache } from './postings-cache.ts'
import type { FieldIndex, Postings } from './segment.ts'
import { SECTION, TERMS_PER_GROUP, type FieldLayout } from './segment-layout.ts'
import { TermGroup } from './term-group.ts'
import { pairOf } from './write-pairs.ts'

const NOWHERE: Postings = { slots: new Uint32Array(0), counts: undefined }

/** A field of a closed segment, read from its bytes as far as it is asked. */
export function openSealedField(
  layout: FieldLayout,
  size: number,
  source: ByteSource,
  cache: PostingsCache,
): FieldIndex {
  const { analysed, terms: termCount, dictionary } = layout
  const groupCount = Math.ceil(termCount / TERMS_PER_GROUP)
  const group = new TermGroup()
  /** First terms of groups that were looked at, a character for each byte: V8 compares texts faster than bytes. */
  const firstTerms: string[] = []
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
  const firstTerm = (group: number): string => {
    const known = firstTerms[group]
    if (known !== undefined) return known
    const reader = new ByteReader(bytesOf(group))
    reader.varint()
    reader.varint()
    reader.varint()
    const term = reader.slice(reader.varint())
    const text = Buffer.from(term.buffer, term.byteOffset, term.length).toString('latin1')
    firstTerms[group] = text
    return text
  }
  const seek = (term: string): { number: number; found: boolean } => {
    const bytes = Buffer.from(term, 'utf8')
    const wanted = bytes.length === term.length ? term : bytes.toString('latin1')
    let low = 0
    let high = groupCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (firstTerm(middle) <= wanted) low = middle + 1
      else high = middle
    }
    if (low === 0) return { number: 0, found: false }
    decode((low - 1) * TERMS_PER_GROUP)
    for (let i = 0; i < group.count; i++) {
      const order = group.compare(i, bytes)
      if (order >= 0) return { number: group.first + i, found: order === 0 }
    }
    return { number: group.first + group.count, found: false }
  }
  const postingBytes = (i: number): Uint8Array =>
    source.read(SECTION.postings, group.postingsAt[i] ?? 0, group.postingsLength[i] ?? 0)
  const readPostings = (number: number): Postings => {
    const i = decode(number)
    const frequency = group.frequencies[i] ?? 0
    return analysed
      ? decodeCounted(postingBytes(i), frequency)
      : { slots: decodeSlots(postingBytes(i), frequency, size), counts: undefined }
  }
  const { pairs } = layout
  const pairIndex: FieldIndex | undefined =
    pairs &&
    openSealedField(
      { ...pairs, name: layout.name, analysed: true, documents: 0, occurrences: 0 },
      size,
      source,
      cache,
    )
  const frequencyOf = (term: string): number => {
    const { number, found } = seek(term)
    return found ? (group.frequencies[decode(number)] ?? 0) : 0
  }
  const pair = (first: string, second: string): Postings | undefined => {
    if (!pairs || !pairIndex || frequencyOf(first) < pairs.from || frequencyOf(second) < pairs.from)
      return undefined
    return pairIndex.lookup(pairOf(first, second))?.postings() ?? NOWHERE
  }
  const owner = {}
  const compact = (postings: Postings): Postings => {
    const { slots, counts } = postings
    if (!counts || slots.length < size * DENSE) return postings
    const bits = newBits(size)
    setBits(bits, slots)
    return new DensePostings(bits, counts)
  }
  const keptPostings = (number: number): Postings =>
    analysed ? cache.recall(owner, number, () => compact(readPostings(number))) : readPostings(number)
  const markOf = (number: number, bits: Bits): void => {
    const i = decode(number)
    if (!analysed) markSlots(postingBytes(i), group.frequencies[i] ?? 0, size, bits)
    else setBits(bits, readPostings(number).slots)
  }
  const markKept = (number: number, bits: Bits): void => {
    if (!analysed) {
      markOf(number, bits)
      return
    }
    const postings = keptPostings(number)
    if (postings.set) orInto(bits, postings.set.bits)
    else setBits(bits, postings.slots)
  }
  const positionsOf = (number: number, postings: Postings, places?: Uint32Array): Positions => {
    const i = decode(number)
    const bytes = source.read(SECTION.positions, group.positionsAt[i] ?? 0, group.positionsLength[i] ?? 0)
    const { counts = new Uint8Array(group.frequencies[i] ?? 0).fill(1) } = postings
    if (!places || !(postings instanceof DensePostings)) return decodePositions(bytes, counts, places)
    postings.entries ??= findEntries(bytes, counts)
    return decodePositions(bytes, counts, places, postings.entries)
  }
  return {
    version: 0,
    pair,
    documents: layout.documents,
    occurrences: layout.occurrences,
    termCount,
    analysed,
    lookup: (term) => {
      const { number, found } = seek(term)
      if (!found) return undefined
      return {
        frequency: group.frequencies[decode(number)] ?? 0,
        mark: (bits) => {
          markKept(number, bits)
        },
        postings: () => keptPostings(number),
        positions: (places) => positionsOf(number, keptPostings(number), places),
      }
    },
    ceiling: (text) => seek(text).number,
    term: (number) => group.text(decode(number)),
    // All terms in turn: none of them is wanted again soon.
    postings: readPostings,
    mark: markOf,
    positions: (number, postings) => positionsOf(number, postings),
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
