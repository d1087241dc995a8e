import type { Positions } from '../index/positions.ts'

/** A term of the phrase in the documents that have all of them: positions of the nth stand from `starts[n]` on. */
export interface Occurrences extends Positions {
  /** The term's place in the phrase. */
  readonly offset: number
}

/** Whether a place of the phrase is among the positions of a term in the nth document. */
function hasPlace({ starts, values, offset }: Occurrences, n: number, place: number): boolean {
  const end = starts[n + 1] ?? 0
  const wanted = place + offset
  for (let i = starts[n] ?? 0; i < end; i++) {
    const position = values[i] ?? 0
    if (position >= wanted) return position === wanted
  }
  return false
}

/** How often the nth document has the terms one right after the other. */
export function exactFrequency(first: Occurrences, others: readonly Occurrences[], n: number): number {
  const end = first.starts[n + 1] ?? 0
  let frequency = 0
  for (let i = first.starts[n] ?? 0; i < end; i++) {
    const place = (first.values[i] ?? 0) - first.offset
    let isThere = true
    for (let other = 0; isThere && other < others.length; other++) {
      const one = others[other]
      isThere = one !== undefined && hasPlace(one, n, place)
    }
    if (isThere) frequency++
  }
  return frequency
}

/** Places of a term in the nth document less its place in the phrase: equal for an exact hit. */
export const places = ({ starts, values, offset }: Occurrences, n: number): number[] =>
  Array.from(values.subarray(starts[n], starts[n + 1]), (position) => position - offset)

/** How often places fall together within `slop` moves; each hit counts 1/(1 + moves), as in Lucene. */
export function phraseFrequency(lists: readonly (readonly number[])[], slop: number): number {
  const at = lists.map(() => 0)
  let frequency = 0
  for (;;) {
    let low = 0
    let highest = -Infinity
    for (let i = 0; i < lists.length; i++) {
      const place = lists[i]?.[at[i] ?? 0]
      if (place === undefined) return frequency
      if (place < (lists[low]?.[at[low] ?? 0] ?? 0)) low = i
      highest = Math.max(highest, place)
    }
    const lowest = lists[low]?.[at[low] ?? 0] ?? 0
    const next = lists[low]?.[(at[low] ?? 0) + 1]
    const moves = highest - lowest
    // The lowest place may still come nearer to the others: count a hit only where it does not.
    if (moves <= slop && (next === undefined || next > highest || Math.abs(highest - next) >= moves)) {
      frequency += 1 / (1 + moves)
    }
    at[low] = (at[low] ?? 0) + 1
  }
}
