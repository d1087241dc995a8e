import { popCount, type Bits } from './bits.ts'

/** A set of slots that knows how many come before each: the place of a slot in the ascending list, without the list. */
export interface RankedSet {
  readonly bits: Bits
  /** For each word of the bits, how many slots are in those before it. */
  readonly ranks: Uint32Array
}

export function rankBits(bits: Bits): RankedSet {
  const ranks = new Uint32Array(bits.length)
  let count = 0
  for (let i = 0; i < bits.length; i++) {
    ranks[i] = count
    count += popCount(bits[i] ?? 0)
  }
  return { bits, ranks }
}

/** How many slots of the set come before one. */
export function rankOf({ bits, ranks }: RankedSet, slot: number): number {
  const word = slot >>> 5
  return (ranks[word] ?? 0) + popCount((bits[word] ?? 0) & ((1 << (slot & 31)) - 1))
}
