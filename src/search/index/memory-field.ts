import { compareText } from './compare-text.ts'
import { Growable } from './growable.ts'
import { encodeLength } from './norms.ts'
import type { FieldIndex, Postings } from './segment.ts'

/** A field of the segment that still grows. */
export interface MemoryField extends FieldIndex {
  /** Adds a whole value of a string field. */
  addValue(slot: number, value: string): void
  /** Adds the tokens of all values of an analysed field; `positions` beside `terms`. */
  addTokens(slot: number, terms: readonly string[], positions: readonly number[], length: number): void
}

/** Marks the end of a term's chain. */
const END = 0
const SURROGATE = /[\ud800-\udfff]/

/**
 * Occurrences stand in flat lists in the order of writing, each with a link to the next one of its term: adding is
 * cheap, and what was added is found at once.
 *
 * @param analysed whether terms have counts, positions and lengths
 */
export function createMemoryField(analysed: boolean): MemoryField {
  const ids = new Map<string, number>()
  const heads = new Growable()
  const tails = new Growable()
  const frequencies = new Growable()
  const slots = new Growable()
  const positions = new Growable()
  const links = new Growable()
  const lengths = new Growable()
  const lengthSlots = new Growable()
  let sorted: string[] | undefined
  let documents = 0
  let lastSlot = -1
  // Index 0 means the end of a chain, so nothing may stand there.
  for (const list of [slots, positions, links]) list.push(0)

  const countDocument = (slot: number): void => {
    if (slot === lastSlot) return
    lastSlot = slot
    documents++
  }
  /** @returns false when the term already occurs here and once is enough */
  const add = (slot: number, term: string, position: number): boolean => {
    const known = ids.get(term)
    const id = known ?? heads.push(END)
    if (known === undefined) {
      ids.set(term, id)
      tails.push(END)
      frequencies.push(0)
      sorted = undefined
    }
    const tail = tails.get(id)
    const isNew = tail === END || slots.get(tail) !== slot
    if (!isNew && !analysed) return false
    const at = slots.push(slot)
    links.push(END)
    if (analysed) positions.push(position)
    if (tail === END) heads.set(id, at)
    else links.set(tail, at)
    tails.set(id, at)
    if (isNew) frequencies.set(id, frequencies.get(id) + 1)
    return true
  }
  // The engine's own order is far faster, and the same but for surrogates.
  const sort = (all: string[]): string[] =>
    all.some((term) => SURROGATE.test(term)) ? all.sort(compareText) : all.sort()
  const terms = (): string[] => (sorted ??= sort([...ids.keys()]))
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
  const postingsOf = (id: number): Postings => {
    const found = new Uint32Array(frequencies.get(id))
    const counts = analysed ? new Uint32Array(found.length) : undefined
    let size = 0
    for (let at = heads.get(id); at !== END; at = links.get(at)) {
      const slot = slots.get(at)
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
  const positionsOf = (id: number): Uint32Array => {
    const found: number[] = []
    for (let at = heads.get(id); at !== END; at = links.get(at)) found.push(positions.get(at))
    return Uint32Array.from(found)
  }
  const idAt = (number: number): number => ids.get(terms()[number] ?? '') ?? 0

  return {
    get version() {
      return slots.length
    },
    get documents() {
      return documents
    },
    get occurrences() {
      return slots.length - 1
    },
    get termCount() {
      return ids.size
    },
    analysed,
    lookup: (term) => {
      const id = ids.get(term)
      if (id === undefined) return undefined
      return {
        frequency: frequencies.get(id),
        postings: () => postingsOf(id),
        positions: () => positionsOf(id),
      }
    },
    ceiling,
    term: (number) => terms()[number] ?? '',
    postings: (number) => postingsOf(idAt(number)),
    positions: (number) => positionsOf(idAt(number)),
    norms: () => {
      if (!analysed) return undefined
      const norms = new Uint8Array(lastSlot + 1)
      for (let i = 0; i < lengths.length; i++) norms[lengthSlots.get(i)] = encodeLength(lengths.get(i))
      return norms
    },
    addValue: (slot, value) => {
      if (add(slot, value, 0)) countDocument(slot)
    },
    addTokens: (slot, tokens, places, length) => {
      countDocument(slot)
      lengthSlots.push(slot)
      lengths.push(length)
      for (let i = 0; i < tokens.length; i++) add(slot, tokens[i] ?? '', places[i] ?? 0)
    },
  }
}
