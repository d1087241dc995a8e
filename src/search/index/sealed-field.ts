import { newBits, orInto, setBits, type Bits } from './bits.ts'
import type { ByteSource } from './block-store.ts'
import { ByteReader } from './byte-reader.ts'
import { decodePositions, findEntries } from './decode-positions.ts'
import { decodeCounted, decodeSlots, markSlots } from './decode-postings.ts'
import { DENSE, DensePostings } from './dense-postings.ts'
import type { TermPlace } from './find-in-group.ts'
import type { Positions } from './positions.ts'
import type { PostingsCache } from './postings-cache.ts'
import { openSealedDictionary } from './sealed-dictionary.ts'
import type { FieldIndex, Postings, TermEntry } from './segment.ts'
import { SECTION, type FieldLayout } from './segment-layout.ts'
import { pairOf } from './write-pairs.ts'

const NOWHERE: Postings = { slots: new Uint32Array(0), counts: undefined }

/** Terms that were looked up last: a search asks for its words several times. */
const RECENT = 64

/** A field of a closed segment, read from its bytes as far as it is asked. */
export function openSealedField(
  layout: FieldLayout,
  size: number,
  source: ByteSource,
  cache: PostingsCache,
): FieldIndex {
  const { analysed, pairs } = layout
  const dictionary = openSealedDictionary(layout, analysed, source)
  const owner = {}
  const recent = new Map<string, TermEntry | undefined>()
  let norms: Uint8Array | undefined

  const postingBytes = ({ postingsAt, postingsLength }: TermPlace): Uint8Array =>
    source.read(SECTION.postings, postingsAt, postingsLength)
  const readPostings = (place: TermPlace): Postings =>
    analysed
      ? decodeCounted(postingBytes(place), place.frequency)
      : { slots: decodeSlots(postingBytes(place), place.frequency, size), counts: undefined }
  const compact = (postings: Postings): Postings => {
    const { slots, counts } = postings
    if (!counts || slots.length < size * DENSE) return postings
    const bits = newBits(size)
    setBits(bits, slots)
    return new DensePostings(bits, counts)
  }
  const mark = (place: TermPlace, bits: Bits): void => {
    if (!analysed) markSlots(postingBytes(place), place.frequency, size, bits)
    else setBits(bits, readPostings(place).slots)
  }
  const positionsOf = (place: TermPlace, postings: Postings, places?: Uint32Array): Positions => {
    const bytes = source.read(SECTION.positions, place.positionsAt, place.positionsLength)
    const { counts = new Uint8Array(place.frequency).fill(1) } = postings
    if (!places || !(postings instanceof DensePostings)) return decodePositions(bytes, counts, places)
    postings.entries ??= findEntries(bytes, counts)
    return decodePositions(bytes, counts, places, postings.entries)
  }
  const entryOf = (number: number, place: TermPlace): TermEntry => {
    const postings = (): Postings =>
      analysed ? cache.recall(owner, number, () => compact(readPostings(place))) : readPostings(place)
    return {
      frequency: place.frequency,
      mark: (bits) => {
        if (!analysed) {
          mark(place, bits)
          return
        }
        const all = postings()
        if (all.set) orInto(bits, all.set.bits)
        else setBits(bits, all.slots)
      },
      postings,
      positions: (places) => positionsOf(place, postings(), places),
    }
  }
  const lookup = (term: string): TermEntry | undefined => {
    if (recent.has(term)) return recent.get(term)
    const { number, found } = dictionary.seek(term)
    const entry = found && entryOf(number, found)
    if (recent.size === RECENT) recent.clear()
    recent.set(term, entry)
    return entry
  }
  const pairIndex: FieldIndex | undefined =
    pairs &&
    openSealedField(
      { ...pairs, name: layout.name, analysed: true, documents: 0, occurrences: 0 },
      size,
      source,
      cache,
    )
  const isPaired = (term: string): boolean => (lookup(term)?.frequency ?? 0) >= (pairs?.from ?? Infinity)
  const readNorms = (): Uint8Array | undefined => {
    if (!layout.norms) return undefined
    const found = new Uint8Array(size)
    const { offset, length } = layout.norms
    const reader = new ByteReader(source.read(SECTION.columns, offset, length))
    for (let slot = -1; reader.at < length;) {
      slot += reader.varint() + 1
      found[slot] = reader.byte()
    }
    return found
  }
  return {
    version: 0,
    documents: layout.documents,
    occurrences: layout.occurrences,
    termCount: layout.terms,
    analysed,
    lookup,
    ceiling: (text) => dictionary.seek(text).number,
    term: (number) => dictionary.text(number),
    // All terms in turn: none of them is wanted again soon.
    postings: (number) => readPostings(dictionary.place(number)),
    mark: (number, bits) => {
      mark(dictionary.place(number), bits)
    },
    positions: (number, postings) => positionsOf(dictionary.place(number), postings),
    pair: (first, second) => {
      if (!pairIndex || !isPaired(first) || !isPaired(second)) return undefined
      return pairIndex.lookup(pairOf(first, second))?.postings() ?? NOWHERE
    },
    norms: () => (norms ??= readNorms()),
  }
}
