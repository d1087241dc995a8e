import { compareText } from '../index/compare-text.ts'
import type { Scored } from './score-plan.ts'
import { selectTop } from './select-top.ts'
import type { HeadKey, KeyOf, Sorter } from './sort-keys.ts'

/** A hit on the page that was asked for. */
export interface Hit {
  readonly hits: Scored
  readonly index: number
}

/** The best hits of one segment, in order. */
interface Stream {
  readonly hits: Scored
  readonly order: Uint32Array
  /** What the hit at a place is compared with those of other segments by. */
  readonly headAt: (place: number) => readonly HeadKey[]
  at: number
}

function openStream(hits: Scored, sorters: readonly Sorter[], most: number): Stream {
  const keys: readonly KeyOf[] = sorters.map((sorter) => sorter.keysOf(hits))
  const order = selectTop(hits.slots.length, Math.min(hits.slots.length, most), keys)
  const heads = sorters.map(({ headOf }) => headOf?.(hits))
  return {
    hits,
    order,
    at: 0,
    headAt: (place) => {
      const index = order[place] ?? 0
      return keys.map((key, n): HeadKey => heads[n]?.(index) ?? { key: key(index) })
    },
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
  const ranges = streams.map(({ order }): [number, number] => [0, order.length])
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
  groups: readonly Scored[],
  sorters: readonly Sorter[],
  start: number,
  rows: number,
): Hit[] {
  if (rows === 0) return []
  const streams = groups
    .filter(({ slots }) => slots.length > 0)
    .map((hits) => openStream(hits, sorters, start + rows))
  skip(streams, start)
  const heads = streams.map((stream) => stream.headAt(stream.at))
  const page: Hit[] = []
  while (page.length < rows) {
    let best = -1
    for (const [n, stream] of streams.entries()) {
      if (stream.at >= stream.order.length) continue
      if (best < 0 || compareHeads(heads[n] ?? [], heads[best] ?? []) < 0) best = n
    }
    const stream = streams[best]
    if (!stream) break
    page.push({ hits: stream.hits, index: stream.order[stream.at] ?? 0 })
    heads[best] = stream.headAt(++stream.at)
  }
  return page
}
