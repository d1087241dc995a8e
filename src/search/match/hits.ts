import { countBits, slotsOf, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'

/** Documents of a segment that a search found. What it takes to list them is done only for those who ask. */
export interface Hits {
  readonly segment: Segment
  readonly bits: Bits
  readonly count: number
  /** Ascending. */
  readonly slots: Uint32Array
  /** All other slots of the segment, ascending. */
  readonly others: Uint32Array
  /** Beside `slots`; all 0 until somebody adds to them. */
  readonly scores: Float32Array
}

function complement(bits: Bits, size: number): Bits {
  const other = bits.map((word) => ~word)
  if ((size & 31) !== 0) other[other.length - 1] = (other.at(-1) ?? 0) & ((1 << (size & 31)) - 1)
  return other
}

/** @param bits living documents; not to be changed afterwards */
export function createHits(segment: Segment, bits: Bits): Hits {
  let count: number | undefined
  let slots: Uint32Array | undefined
  let others: Uint32Array | undefined
  let scores: Float32Array | undefined
  const hits: Hits = {
    segment,
    bits,
    get count() {
      return (count ??= countBits(bits))
    },
    get slots() {
      return (slots ??= slotsOf(bits))
    },
    get others() {
      return (others ??= slotsOf(complement(bits, segment.size)))
    },
    get scores() {
      return (scores ??= new Float32Array(hits.count))
    },
  }
  return hits
}
