import type { RankedSet } from '../index/ranked-set.ts'
import type { Segment } from '../index/segment.ts'

/** Scores of some documents of a segment, beside their slots. */
export interface Scored {
  readonly segment: Segment
  readonly set: RankedSet
  readonly slots: Uint32Array
  readonly scores: Float32Array
}
