import type { Scored } from './score-plan.ts'
import type { KeyOf, Sorter } from './sort-keys.ts'

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
    .map((hits) => {
      const keys = sorters.map((sorter) => sorter.keysOf(hits))
      const count = Math.min(hits.slots.length, start + rows)
      return { hits, keys, order: selectTop(hits.slots.length, count, comparison(keys)), at: 0 }
    })
  const isBefore = (a: (typeof streams)[number], b: (typeof streams)[number]): boolean => {
    const [i, j] = [a.order[a.at] ?? 0, b.order[b.at] ?? 0]
    for (let n = 0; n < sorters.length; n++) {
      const across = sorters[n]?.compareAcross
      const order = across ? across(a.hits, i, b.hits, j) : (a.keys[n]?.(i) ?? 0) - (b.keys[n]?.(j) ?? 0)
      if (order !== 0) return order < 0
    }
    return false
  }
  const page: Hit[] = []
  for (let n = 0; n < start + rows; n++) {
    let best: (typeof streams)[number] | undefined
    for (const stream of streams) {
      if (stream.at < stream.order.length && (!best || isBefore(stream, best))) best = stream
    }
    if (!best) break
    if (n >= start) page.push({ hits: best.hits, index: best.order[best.at] ?? 0 })
    best.at++
  }
  return page
}
