import type { MemorySegment } from './memory-segment.ts'
import type { SealedEntry } from './index-reader.ts'
import type { Segment } from './segment.ts'

/** Segments that should become one: neighbours, in the order of writing. */
export interface Merge {
  readonly first: number
  readonly last: number
  readonly segments: readonly Segment[]
  /** Numbers of those that are closed already. */
  readonly numbers: readonly number[]
}

/** Neighbours of about the same size are merged when there are so many of them. */
const FAN_IN = 8
/** A segment is written anew when so many of its documents are dead. */
const MOST_DEAD = 0.4

const level = ({ segment }: SealedEntry, smallest: number): number =>
  Math.max(0, Math.floor(Math.log(Math.max(1, segment.liveCount / smallest)) / Math.log(FAN_IN) + 0.01))

const merge = (entries: readonly SealedEntry[]): Merge => ({
  first: entries[0]?.first ?? 0,
  last: entries.at(-1)?.last ?? 0,
  segments: entries.map(({ segment }) => segment),
  numbers: entries.map(({ number }) => number),
})

/**
 * What to do next to keep the segments few: close what is in memory, else merge neighbours, else write one anew that is
 * mostly dead; nothing, when all is well.
 */
export function chooseMerge(
  sealed: readonly SealedEntry[],
  frozen: readonly MemorySegment[],
  smallest: number,
): Merge | undefined {
  const [oldest] = frozen
  const newest = frozen.at(-1)
  if (oldest && newest) {
    return {
      first: oldest.docid(0),
      last: newest.docid(newest.size - 1),
      segments: frozen.slice(),
      numbers: [],
    }
  }
  let run: SealedEntry[] = []
  for (const entry of sealed.toReversed()) {
    const before = run.at(-1)
    if (before && level(before, smallest) !== level(entry, smallest)) run = []
    run.push(entry)
    if (run.length === FAN_IN) return merge(run.toReversed())
  }
  const dead = sealed.find(({ segment }) => segment.liveCount < segment.size * (1 - MOST_DEAD))
  return dead && merge([dead])
}
