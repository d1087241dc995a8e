import type { Segment } from '../index/segment.ts'
import { selectTop } from './select-top.ts'

/** Orders that are kept of one segment: portals sort by few fields. */
const MOST_KEPT = 6
const kept = new WeakMap<Segment, Map<string, Uint32Array>>()

/** All slots of a segment in the order of a key, made on first use; what is equal comes in the order of writing. */
export function sortOrder(segment: Segment, name: string, keyOf: (slot: number) => number): Uint32Array {
  let orders = kept.get(segment)
  if (!orders) kept.set(segment, (orders = new Map<string, Uint32Array>()))
  const known = orders.get(name)
  // A segment that grows has other slots since.
  if (known?.length === segment.size) return known
  const order = selectTop(segment.size, segment.size, [keyOf])
  const [oldest] = orders.keys()
  if (!known && orders.size >= MOST_KEPT && oldest !== undefined) orders.delete(oldest)
  orders.set(name, order)
  return order
}
