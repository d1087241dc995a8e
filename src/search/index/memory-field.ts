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

/** What was read of a term: where its chain ended then, its postings, and the positions of all of its occurrences. */
interface Chain {
  readonly tail: number
  readonly postings: Postings
  readonly positions: Positions
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
  let norms: Uint8Array = new Uint8Array(64)
  /** The terms in the order of their texts, but for those that were added since. */
  let sorted = new Uint32Array(0)
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
  /** Sorts what is new, and merges it with the rest. */
  const sortTerms = (): Uint32Array<ArrayBuffer> => {
    const texts: string[] = []
    for (let id = TERM * (sorted.length + 1); id < terms.length; id += TERM) texts.push(textOf(id))
    const added = Uint32Array.from(sort(texts), find)
    if (sorted.length === 0) return added
    const all = new Uint32Array(termCount)
    let [from, size] = [0, 0]
    for (const [n, text] of texts.entries()) {
      const to = placeOf(text, from)
      all.set(sorted.subarray(from, to), size)
      size += to - from
      all[size++] = added[n] ?? 0
      from = to
    }
    all.set(sorted.subarray(from), size)
    return all
  }
  const sortedTerms = (): Uint32Array => {
    if (sorted.length < termCount) sorted = sortTerms()
    return sorted
  }
  const idAt = (number: number): number => sortedTerms()[number] ?? 0
  /** How many of the sorted terms stand before a text. @param from so many do for sure */
  const placeOf = (text: string, from: number): number => {
    let low = from
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareText(textOf(sorted[middle] ?? 0), text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  const ceiling = (text: string): number => {
    sortedTerms()
    return placeOf(text, 0)
  }
  // What was read of a term stays right as long as its chain ends where it did.
  const known = new Map<number, Chain>()
  const chainOf = (id: number): Chain => {
    const tail = terms.values[id + TAIL] ?? END
    const before = known.get(id)
    if (before?.tail === tail) return before
    const chain = readChain(id, tail)
    if (chain.postings.slots.length >= WORTH_KEEPING) known.set(id, chain)
    return chain
  }
  const readChain = (id: number, tail: number): Chain => {
    const slots = new Uint32Array(frequencyOf(id))
    const counts = analysed ? new Uint32Array(slots.length) : undefined
    const positions = new Growable()
    let size = 0
    for (let at = headOf(id); at !== END; at = linkOf(at)) {
      const slot = slotAt(at)
      if (size === 0 || slots[size - 1] !== slot) slots[size++] = slot
      if (!counts) continue
      counts[size - 1] = (counts[size - 1] ?? 0) + 1
      const place = positions.extend(1)
      positions.values[place] = occurrences.values[at + POSITION] ?? 0
    }
    const starts = startsOf(counts ?? new Uint8Array(slots.length).fill(1), undefined)
    return { tail, postings: { slots, counts }, positions: { starts, values: positions.view() } }
  }
  const postingsOf = (id: number): Postings => chainOf(id).postings
  const markOf = (id: number, bits: Bits): void => {
    for (let at = headOf(id); at !== END; at = linkOf(at)) setBit(bits, slotAt(at))
  }
  const positionsOf = (id: number, places?: Uint32Array): Positions => {
    const { positions } = chainOf(id)
    if (!places) return positions
    const starts = new Uint32Array(places.length + 1)
    const values = new Uint32Array(positions.values.length)
    let filled = 0
    for (let i = 0; i < places.length; i++) {
      const end = positions.starts[(places[i] ?? 0) + 1] ?? 0
      for (let at = positions.starts[places[i] ?? 0] ?? 0; at < end; at++)
        values[filled++] = positions.values[at] ?? 0
      starts[i + 1] = filled
    }
    return { starts, values: values.subarray(0, filled) }
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
      return analysed ? norms.subarray(0, lastSlot + 1) : undefined
    },
    addValue: (slot, value) => {
      if (add(slot, recordOfText(value), 0)) countDocument(slot)
    },
    addTokens: (slot, { ids, positions, size, length }) => {
      countDocument(slot)
      if (slot >= norms.length) {
        const grown = new Uint8Array(slot * 2)
        grown.set(norms)
        norms = grown
      }
      norms[slot] = encodeLength(length)
      for (let i = 0; i < size; i++) add(slot, recordOfNumber(ids[i] ?? 0), positions[i] ?? 0)
    },
  }
}
