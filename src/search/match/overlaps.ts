import type { Box } from '../door.ts'
import { BOX_FIELDS } from '../field-types.ts'
import { newBits, setBit, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import type { OverlapPlan } from './plan.ts'
import type { Snapshot } from './snapshot.ts'

interface Overlaps {
  readonly bits: Bits
  /** By slot: from 0 (no overlap) to 1 (the same area). */
  readonly ratios: Float32Array
}

const area = ({ minX, minY, maxX, maxY }: Box): number => (maxX - minX) * (maxY - minY)

/** Twice the common area, divided by both areas: how ckanext-spatial ranks. Boxes without area get the least share. */
function ratio(asked: Box, found: Box): number {
  const width = Math.min(asked.maxX, found.maxX) - Math.max(asked.minX, found.minX)
  const height = Math.min(asked.maxY, found.maxY) - Math.max(asked.minY, found.minY)
  return (2 * width * height) / (area(asked) + area(found))
}

const touches = (asked: Box, found: Box): boolean =>
  found.minX <= asked.maxX && found.maxX >= asked.minX && found.minY <= asked.maxY && found.maxY >= asked.minY

/** Documents of a segment whose bounding box shares an area with another. */
export const overlaps = (snapshot: Snapshot, segment: Segment, plan: OverlapPlan): Overlaps =>
  snapshot.once(plan, segment, () => find(segment, plan))

function find(segment: Segment, { box, withPoints }: OverlapPlan): Overlaps {
  const bits = newBits(segment.size)
  const ratios = new Float32Array(segment.size)
  const [minX, minY, maxX, maxY] = BOX_FIELDS.map((name) => segment.numbers(name))
  if (!minX || !minY || !maxX || !maxY) return { bits, ratios }
  for (let slot = 0; slot < segment.size; slot++) {
    const left = minX[slot] ?? NaN
    if (!(left <= box.maxX)) continue
    const found = { minX: left, minY: minY[slot] ?? NaN, maxX: maxX[slot] ?? NaN, maxY: maxY[slot] ?? NaN }
    if (!touches(box, found)) continue
    const share = ratio(box, found)
    if (!(share > 0) && !withPoints) continue
    setBit(bits, slot)
    ratios[slot] = Number.isNaN(share) ? 1 : share
  }
  return { bits, ratios }
}
