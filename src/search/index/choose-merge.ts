import type { SealedEntry } from './index-reader.ts'

/** Neighbours of about the same size are merged when there are so many of them. */
const FAN_IN = 8
/** A segment is written anew when so many of its documents are dead. */
const MOST_DEAD = 0.4

const level = ({ segment }: SealedEntry, smallest: number): number =>
  Math.max(0, Math.floor(Math.log(Math.max(1, segment.liveCount / smallest)) / Math.log(FAN_IN) + 0.01))

/**
 * Closed segments that should become one, to keep them few: neighbours, in the order of writing. Else one that is mostly
 * dead, unless much is being written: then it may soon be dead altogether.
 */
export function chooseMerge(
  sealed: readonly SealedEntry[],
  smallest: number,
  isBusy: boolean,
): readonly SealedEntry[] | undefined {
  let run: SealedEntry[] = []
  for (const entry of sealed.toReversed()) {
    const before = run.at(-1)
    if (before && level(before, smallest) !== level(entry, smallest)) run = []
    run.push(entry)
    if (run.length === FAN_IN) return run.toReversed()
  }
  const dead = sealed.find(({ segment: { liveCount, size } }) =>
    isBusy ? liveCount === 0 : liveCount < size * (1 - MOST_DEAD),
  )
  return dead && [dead]
}
