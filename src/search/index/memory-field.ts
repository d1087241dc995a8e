import { setBit, type Bits } from './bits.ts'
import { compareText } from './compare-text.ts'
import type { FieldTokens } from './field-tokens.ts'
import { Growable } from './growable.ts'
import { IntMap } from './int-map.ts'
import { encodeLength } from './norms.ts'
import { startsOf, type Positions } from './positions.ts'
import type { FieldIndex, Postings } from './segment.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A field of the segment that still grows. */
export interface MemoryField extends FieldIndex {
  /** Adds a whole value of a string field. */
  addValue(slot: number, value: string): void
  /** Adds the tokens of all values of an analysed field. */
  addTokens(slot: number, tokens: FieldTokens): void
}

/** Marks the end of a term's chain. */
const END = 0
// A term's record: the beginning and end of its chain, how many documents have it, the last of them, and its text.
const HEAD = 0
const TAIL = 1
const FREQUENCY = 2
const LAST_SLOT = 3
const NUMBER = 4
const TERM = 5
// An occurrence: where it is, and the next one of the same term.
const SLOT = 0
const POSITION = 1
const LINK = 2
const OCCURRENCE = 3
/** Documents from which on the postings of a term are kept once they were read. */
const WORTH_KEEPING = 64
const SURROGATE = /[\ud800-\udfff]/

/**
 * Occurrences stand in flat lists in the order of writing, each with a link to the next one of its term: adding is
 * cheap, and what was added is found at once.
 *
 * @param vocabulary of an analysed field, whose terms have counts, positions and lengths
 */
export function createMemoryField(vocabulary?: Vocabulary): MemoryField {
  const analysed = vocabulary !== undefined
  // A term's record by its number in the vocabulary, or by its text. Index 0 of all lists means nothing.
  const byNumber = new IntMap()
  const byText = new Map<string, number>()
  const texts: string[] = []
  const terms = new Growable()
  const occurrences = new Growable()
  const lengths = new Growable()
  let sorted: Uint32Array | undefined
  let termCount = 0
  let documents = 0
  let lastSlot = -1
  terms.extend(TERM)
  occurrences.extend(OCCURRENCE)

  const countDocument = (slot: number): void => {
    if (slot === lastSlot) return
    lastSlot = slot
    documents++
  }
  const newRecord = (): number => {
    sorted = undefined
    termCount++
    return terms.extend(TERM)
  }
  const recordOfText = (text: string): number => {
    let id = byText.get(text)
    if (id === undefined) {
      id = newRecord()
      byText.set(text, id)
      terms.values[id + NUMBER] = texts.push(text) - 1
    }
    return id
  }
  const recordOfNumber = (number: number): number => {
    let id = byNumber.get(number)
    if (id === 0) {
      id = newRecord()
      byNumber.add(number, id)
      terms.values[id + NUMBER] = number
    }
    return id
  }
  /** @returns false when the term already occurs here and once is enough */
  const add = (slot: number, id: number, position: number): boolean => {
    const { values } = terms
    const tail = values[id + TAIL] ?? END
    const isNew = tail === END || values[id + LAST_SLOT] !== slot
    if (!isNew && !analysed) return false
    const at = occurrences.extend(OCCURRENCE)
    const list = occurrences.values
    list[at + SLOT] = slot
    list[at + POSITION] = position
    if (tail === END) values[id + HEAD] = at
    else list[tail + LINK] = at
    values[id + TAIL] = at
    values[id + LAST_SLOT] = slot
    if (isNew) values[id + FREQUENCY] = (values[id + FREQUENCY] ?? 0) + 1
    return true
  }
  const textOf = (id: number): string => {
    const number = terms.values[id + NUMBER] ?? 0
    return vocabulary ? vocabulary.text(number) : (texts[number] ?? '')
  }
  const find = (text: string): number => {
    if (!vocabulary) return byText.get(text) ?? 0
    const number = vocabulary.find(text)
    return number === 0 ? 0 : byNumber.get(number)
  }
  const headOf = (id: number): number => terms.values[id + HEAD] ?? END
  const linkOf = (at: number): number => occurrences.values[at + LINK] ?? END
  const slotAt = (at: number): number => occurrences.values[at + SLOT] ?? 0
  const frequencyOf = (id: number): number => terms.values[id + FREQUENCY] ?? 0
  // The engine's own order is far faster, and the same but for surrogates.
  const sort = (all: string[]): string[] =>
    all.some((term) => SURROGATE.test(term)) ? all.sort(compareText) : all.sort()
  const sortTerms = (): Uint32Array => {
    const all: string[] = []
    for (let id = TERM; id < terms.length; id += TERM) all.push(textOf(id))
    return Uint32Array.from(sort(all), find)
  }
  const idAt = (number: number): number => (sorted ??= sortTerms())[number] ?? 0
  const ceiling = (text: string): number => {
    let low = 0
    let high = termCount
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareText(textOf(idAt(middle)), text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  // What was read of a term stays right as long as its chain ends where it did.
  const read = new Map<number, { readonly tail: number; readonly postings: Postings }>()
  const postingsOf = (id: number): Postings => {
    const tail = terms.values[id + TAIL] ?? END
    const known = read.get(id)
    if (known?.tail === tail) return known.postings
    const postings = readPostings(id)
    if (postings.slots.length >= WORTH_KEEPING) read.set(id, { tail, postings })
    return postings
  }
  const readPostings = (id: number): Postings => {
    const found = new Uint32Array(frequencyOf(id))
    const counts = analysed ? new Uint32Array(found.length) : undefined
    let size = 0
    for (let at = headOf(id); at !== END; at = linkOf(at)) {
      const slot = slotAt(at)
      if (size > 0 && found[size - 1] === slot) {
        if (counts) counts[size - 1] = (counts[size - 1] ?? 0) + 1
        continue
      }
      found[size] = slot
      if (counts) counts[size] = 1
      size++
    }
    return { slots: found, counts }
  }
  const markOf = (id: number, bits: Bits): void => {
    for (let at = headOf(id); at !== END; at = linkOf(at)) setBit(bits, slotAt(at))
  }
  const positionsOf = (id: number, places?: Uint32Array): Positions => {
    const { slots, counts = new Uint32Array(slots.length).fill(1) } = postingsOf(id)
    const starts = startsOf(counts, places)
    const values = new Uint32Array(starts.at(-1) ?? 0)
    const wanted = places?.length ?? slots.length
    let at = headOf(id)
    let place = 0
    let filled = 0
    for (let i = 0; i < wanted; i++) {
      const one = places ? (places[i] ?? 0) : i
      for (; place <= one; place++) {
        for (let left = counts[place] ?? 0; left > 0; left--, at = linkOf(at)) {
          if (place === one) values[filled++] = occurrences.values[at + POSITION] ?? 0
        }
      }
    }
    return { starts, values }
  }
  return {
    get version() {
      return occurrences.length
    },
    get documents() {
      return documents
    },
    get occurrences() {
      return occurrences.length / OCCURRENCE - 1
    },
    get termCount() {
      return termCount
    },
    analysed,
    lookup: (term) => {
      const id = find(term)
      if (id === 0) return undefined
      return {
        frequency: frequencyOf(id),
        mark: (bits) => {
          markOf(id, bits)
        },
        postings: () => postingsOf(id),
        positions: (places) => positionsOf(id, places),
      }
    },
    ceiling,
    term: (number) => textOf(idAt(number)),
    postings: (number) => postingsOf(idAt(number)),
    mark: (number, bits) => {
      markOf(idAt(number), bits)
    },
    positions: (number) => positionsOf(idAt(number)),
    norms: () => {
      if (!analysed) return undefined
      const norms = new Uint8Array(lastSlot + 1)
      for (let i = 0; i < lengths.length; i += 2) {
        norms[lengths.values[i] ?? 0] = encodeLength(lengths.values[i + 1] ?? 0)
      }
      return norms
    },
    addValue: (slot, value) => {
      if (add(slot, recordOfText(value), 0)) countDocument(slot)
    },
    addTokens: (slot, { ids, positions, size, length }) => {
      countDocument(slot)
      const at = lengths.extend(2)
      lengths.values[at] = slot
      lengths.values[at + 1] = length
      for (let i = 0; i < size; i++) add(slot, recordOfNumber(ids[i] ?? 0), positions[i] ?? 0)
    },
  }
}
