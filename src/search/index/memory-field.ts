import { compareText } from './compare-text.ts'
import { encodeLength } from './norms.ts'
import type { FieldIndex, Postings } from './segment.ts'

interface TermList {
  readonly slots: number[]
  readonly counts: number[]
  readonly positions: number[]
}

/** A field of the segment that still grows. */
export interface MemoryField extends FieldIndex {
  /** Adds a whole value of a string field. */
  addValue(slot: number, value: string): void
  /** Adds the tokens of all values of an analysed field; `positions` beside `terms`. */
  addTokens(slot: number, terms: readonly string[], positions: readonly number[], length: number): void
}

/** @param analysed whether terms have counts, positions and lengths */
export function createMemoryField(analysed: boolean): MemoryField {
  const lists = new Map<string, TermList>()
  const lengths: number[] = []
  let sorted: string[] | undefined
  let version = 0
  let documents = 0
  let occurrences = 0
  let lastSlot = -1

  const listOf = (term: string): TermList => {
    let list = lists.get(term)
    if (!list) {
      list = { slots: [], counts: [], positions: [] }
      lists.set(term, list)
      sorted = undefined
    }
    return list
  }
  const countDocument = (slot: number): void => {
    version++
    if (slot === lastSlot) return
    lastSlot = slot
    documents++
  }
  const terms = (): string[] => (sorted ??= [...lists.keys()].sort(compareText))
  const ceiling = (text: string): number => {
    const all = terms()
    let low = 0
    let high = all.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareText(all[middle] ?? '', text) < 0) low = middle + 1
      else high = middle
    }
    return low
  }
  const list = (number: number): TermList =>
    lists.get(terms()[number] ?? '') ?? { slots: [], counts: [], positions: [] }

  return {
    get version() {
      return version
    },
    get documents() {
      return documents
    },
    get occurrences() {
      return occurrences
    },
    get termCount() {
      return lists.size
    },
    find: (term) => (lists.has(term) ? ceiling(term) : -1),
    ceiling,
    term: (number) => terms()[number] ?? '',
    frequency: (number) => list(number).slots.length,
    postings: (number): Postings => {
      const { slots, counts } = list(number)
      return { slots: Uint32Array.from(slots), counts: analysed ? Uint32Array.from(counts) : undefined }
    },
    positions: (number) => Uint32Array.from(list(number).positions),
    norms: () =>
      analysed
        ? Uint8Array.from(lengths, (length: number | undefined) => encodeLength(length ?? 0))
        : undefined,
    addValue: (slot, value) => {
      const { slots } = listOf(value)
      if (slots.at(-1) === slot) return
      countDocument(slot)
      slots.push(slot)
      occurrences++
    },
    addTokens: (slot, tokens, positions, length) => {
      countDocument(slot)
      while (lengths.length < slot) lengths.push(0)
      lengths[slot] = length
      occurrences += tokens.length
      for (let i = 0; i < tokens.length; i++) {
        const { slots, counts, positions: all } = listOf(tokens[i] ?? '')
        if (slots.at(-1) === slot) counts[counts.length - 1] = (counts.at(-1) ?? 0) + 1
        else {
          slots.push(slot)
          counts.push(1)
        }
        all.push(positions[i] ?? 0)
      }
    },
  }
}
