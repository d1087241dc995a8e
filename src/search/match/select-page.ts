import { compareText } from '../index/compare-text.ts'
import { hasBit } from '../index/bits.ts'
import type { Hits } from './hits.ts'
import { selectTop } from './select-top.ts'
import { sortOrder } from './sort-order.ts'
import type { HeadKey, KeyOf, Sorter } from './sort-keys.ts'

/** A hit on the page that was asked for. */
export interface Hit {
  readonly hits: Hits
  readonly slot: number
  readonly score: number
}

/** The best hits of one segment, in order. */
interface Stream {
  readonly length: number
  readonly hitAt: (place: number) => Hit
  /** What the hit at a place is compared with those of other segments by. */
  readonly headAt: (place: number) => readonly HeadKey[]
  at: number
}

/** From this share on, hits are looked for in the order of all documents instead of being sorted. */
const MANY = 1 / 16

function openStream(hits: Hits, sorters: readonly Sorter[], most: number): Stream {
  const [first] = sorters
  const { segment, count } = hits
  const length = Math.min(count, most)
  if (sorters.length === 1 && first?.bySlot && count > segment.size * MANY) {
    return openOrdered(hits, first, length)
  }
  const keys: readonly KeyOf[] = sorters.map((sorter) => sorter.keysOf(hits))
  const order = selectTop(count, length, keys, first?.allKeys?.(hits))
  const heads = sorters.map(({ headOf }) => headOf?.(segment))
  const slotAt = (place: number): number => hits.slots[order[place] ?? 0] ?? 0
  return {
    length,
    at: 0,
    hitAt: (place) => ({ hits, slot: slotAt(place), score: hits.scores[order[place] ?? 0] ?? 0 }),
    headAt: (place) =>
      keys.map((key, n): HeadKey => heads[n]?.(slotAt(place)) ?? { key: key(order[place] ?? 0) }),
  }
}

function openOrdered(hits: Hits, sorter: Sorter, length: number): Stream {
  const { segment, bits } = hits
  const keyOf = sorter.bySlot?.(segment) ?? (() => 0)
  const head = sorter.headOf?.(segment)
  const slots = new Uint32Array(length)
  let filled = 0
  for (const slot of sortOrder(segment, sorter.name, keyOf)) {
    if (filled === length) break
    if (hasBit(bits, slot)) slots[filled++] = slot
  }
  return {
    length,
    at: 0,
    hitAt: (place) => ({ hits, slot: slots[place] ?? 0, score: 0 }),
    headAt: (place) => [head?.(slots[place] ?? 0) ?? { key: keyOf(slots[place] ?? 0) }],
  }
}

function compareHeads(a: readonly HeadKey[], b: readonly HeadKey[]): number {
  for (let n = 0; n < a.length; n++) {
    const [x, y] = [a[n], b[n]]
    if (!x || !y) return 0
    const isText = x.text !== undefined && y.text !== undefined
    const order = isText ? x.key * compareText(x.text, y.text) : x.key === y.key ? 0 : x.key - y.key
    if (order !== 0) return order
  }
  return 0
}

/** How many hits of a stream, between two places, come before a hit of stream number `other`. */
function countBefore(
  stream: Stream,
  [low, high]: readonly [number, number],
  head: readonly HeadKey[],
  isEarlier: boolean,
): number {
  let [from, to] = [low, high]
  while (from < to) {
    const middle = (from + to) >>> 1
    const order = compareHeads(stream.headAt(middle), head)
    if (order < 0 || (order === 0 && isEarlier)) from = middle + 1
    else to = middle
  }
  return from
}

/** Moves all streams to where the page begins, by halving instead of one by one. */
function skip(streams: readonly Stream[], start: number): void {
  const ranges = streams.map(({ length }): [number, number] => [0, length])
  const width = ([low, high]: readonly [number, number]): number => high - low
  for (;;) {
    const widest = ranges.reduce(
      (best, range, n) => (width(range) > width(ranges[best] ?? [0, 0]) ? n : best),
      0,
    )
    const chosen = streams[widest]
    const range = ranges[widest]
    if (!chosen || !range || width(range) === 0) break
    const middle = (range[0] + range[1]) >>> 1
    const head = chosen.headAt(middle)
    const before = streams.map((stream, n) =>
      n === widest ? middle : countBefore(stream, ranges[n] ?? [0, 0], head, n < widest),
    )
    const total = before.reduce((sum, count) => sum + count, 0)
    for (const [n, count] of before.entries()) {
      const one = ranges[n]
      if (!one) continue
      if (total < start) one[0] = n === widest ? middle + 1 : count
      else one[1] = count
    }
  }
  for (const [n, stream] of streams.entries()) stream.at = ranges[n]?.[0] ?? 0
}

/**
 * The hits from `start` on, in the order of the sorters; what is equal comes in the order of writing.
 * @param groups hits of each segment, in the order of the segments
 */
export function selectPage(
  groups: readonly Hits[],
  sorters: readonly Sorter[],
  start: number,
  rows: number,
): Hit[] {
  if (rows === 0) return []
  const streams = groups
    .filter(({ count }) => count > 0)
    .map((hits) => openStream(hits, sorters, start + rows))
  skip(streams, start)
  const heads = streams.map((stream) => stream.headAt(stream.at))
  const page: Hit[] = []
  while (page.length < rows) {
    let best = -1
    for (const [n, stream] of streams.entries()) {
      if (stream.at >= stream.length) continue
      if (best < 0 || compareHeads(heads[n] ?? [], heads[best] ?? []) < 0) best = n
    }
    const stream = streams[best]
    if (!stream) break
    page.push(stream.hitAt(stream.at))
    heads[best] = stream.headAt(++stream.at)
  }
  return page
}
