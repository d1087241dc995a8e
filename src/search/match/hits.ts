import { countBits, slotsOf, type Bits } from '../index/bits.ts'
import { rankBits, type RankedSet } from '../index/ranked-set.ts'
import type { Segment } from '../index/segment.ts'

/** Documents of a segment that a search found. What it takes to list them is done only for those who ask. */
export interface Hits {
  readonly segment: Segment
  readonly bits: Bits
  readonly count: number
  readonly set: RankedSet
  /** Ascending. */
  readonly slots: Uint32Array
  /** All other slots of the segment. */
  readonly others: { readonly bits: Bits; readonly slots: Uint32Array }
  /** Beside `slots`; all 0 until somebody adds to them. */
  readonly scores: Float32Array
}

function complement(bits: Bits, size: number): Bits {
  const other = new Int32Array(bits.length)
  for (let i = 0; i < bits.length; i++) other[i] = ~(bits[i] ?? 0)
  if ((size & 31) !== 0) other[other.length - 1] = (other.at(-1) ?? 0) & ((1 << (size & 31)) - 1)
  return other
}

/**
 * @param bits living documents; not to be changed afterwards
 * @param known their scores, if they have some
 */
export function createHits(segment: Segment, bits: Bits, known?: Float32Array): Hits {
  let count: number | undefined
  let set: RankedSet | undefined
  let slots: Uint32Array | undefined
  let others: Hits['others'] | undefined
  let scores = known
  const hits: Hits = {
    segment,
    bits,
    get count() {
      return (count ??= countBits(bits))
    },
    get set() {
      return (set ??= rankBits(bits))
    },
    get slots() {
      return (slots ??= slotsOf(bits))
    },
    get others() {
      if (others) return others
      const rest = complement(bits, segment.size)
      return (others = { bits: rest, slots: slotsOf(rest) })
    },
    get scores() {
      return (scores ??= new Float32Array(hits.count))
    },
  }
  return hits
}
