import { slotsOf, type Bits } from './bits.ts'
import { rankBits, type RankedSet } from './ranked-set.ts'
import type { Counts } from './positions.ts'
import type { Postings } from './segment.ts'

/** Documents of a segment, as a share, from which on the set of them is smaller than the list, with room to spare. */
export const DENSE = 1 / 16

/** Postings of a term that many documents have, in a fifth of the room that the list takes. */
export class DensePostings implements Postings {
  readonly set: RankedSet
  readonly counts: Counts
  /** Where positions may be read from (see decode-positions.ts), once somebody has looked. */
  entries: Uint32Array | undefined

  constructor(bits: Bits, counts: Counts) {
    this.set = rankBits(bits)
    this.counts = counts
  }

  get slots(): Uint32Array {
    return slotsOf(this.set.bits)
  }
}
