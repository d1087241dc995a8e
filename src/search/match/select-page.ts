import { compareText } from '../index/compare-text.ts'
import type { Scored } from './score-plan.ts'
import type { HeadKey, KeyOf, Sorter } from './sort-keys.ts'

/** A hit on the page that was asked for. */
export interface Hit {
  readonly hits: Scored
  readonly index: number
}

type Compare = (i: number, j: number) => number

function comparison(keys: readonly KeyOf[]): Compare {
  const [first, second] = keys
  if (first && second && keys.length === 2) {
    return (i, j) => first(i) - first(j) || second(i) - second(j) || i - j
  }
  return (i, j) => {
    for (const key of keys) {
      const [x, y] = [key(i), key(j)]
      if (x !== y) return x < y ? -1 : 1
    }
    return i - j
  }
}

/** Indexes of the first `count` of `size`, in order. */
function selectTop(size: number, count: number, compare: Compare): Uint32Array {
  if (count * 4 >= size) {
    const all = Uint32Array.from({ length: size }, (_, i) => i)
    return all.sort(compare).subarray(0, count)
  }
  // heap[0] is the worst of the best `count` so far
  const heap = new Uint32Array(count)
  let length = 0
  const sink = (): void => {
    let at = 0
    const moved = heap[0] ?? 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= length) break
      if (child + 1 < length && compare(heap[child + 1] ?? 0, heap[child] ?? 0) > 0) child++
      if (compare(moved, heap[child] ?? 0) >= 0) break
      heap[at] = heap[child] ?? 0
      at = child
    }
    heap[at] = moved
  }
  for (let i = 0; i < size; i++) {
    if (length < count) {
      let at = length++
      while (at > 0 && compare(i, heap[(at - 1) >>> 1] ?? 0) > 0) {
        heap[at] = heap[(at - 1) >>> 1] ?? 0
        at = (at - 1) >>> 1
      }
      heap[at] = i
    } else if (count > 0 && compare(i, heap[0] ?? 0) < 0) {
      heap[0] = i
      sink()
    }
  }
  return heap.sort(compare)
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
  const page: Hit[] = []
  for (let n = 0; n < start + rows; n++) {
    let best: Stream | undefined
    for (const stream of streams) {
      if (stream.at < stream.order.length && (!best || isBefore(stream, best))) best = stream
    }
    if (!best) break
    if (n >= start) page.push({ hits: best.hits, index: best.order[best.at] ?? 0 })
    advance(best, sorters)
  }
  return page
}

/** The best hits of one segment, in order; `head` holds what the next one is compared by. */
interface Stream {
  readonly hits: Scored
  readonly keys: readonly KeyOf[]
  readonly order: Uint32Array
  at: number
  head: readonly HeadKey[]
}

function openStream(hits: Scored, sorters: readonly Sorter[], most: number): Stream {
  const keys = sorters.map((sorter) => sorter.keysOf(hits))
  const count = Math.min(hits.slots.length, most)
  const order = selectTop(hits.slots.length, count, comparison(keys))
  const stream: Stream = { hits, keys, order, at: -1, head: [] }
  advance(stream, sorters)
  return stream
}

function advance(stream: Stream, sorters: readonly Sorter[]): void {
  const index = stream.order[++stream.at]
  if (index === undefined) return
  stream.head = sorters.map(
    ({ headOf }, n): HeadKey => headOf?.(stream.hits, index) ?? { key: stream.keys[n]?.(index) ?? 0 },
  )
}

function isBefore(a: Stream, b: Stream): boolean {
  for (let n = 0; n < a.head.length; n++) {
    const [x, y] = [a.head[n], b.head[n]]
    if (!x || !y) return false
    const isText = x.text !== undefined && y.text !== undefined
    const order = isText ? x.key * compareText(x.text, y.text) : x.key === y.key ? 0 : x.key - y.key
    if (order !== 0) return order < 0
  }
  return false
}
