import type { Postings, Segment } from '../index/segment.ts'
import type { Names } from './names.ts'

/** Postings of words that are also in names of organizations or groups: joined once, as long as the names stay. */
export interface NamedPostings {
  recall(names: Names, segment: Segment, term: string, work: () => Postings | undefined): Postings | undefined
}

const MOST_BYTES = 32 * 2 ** 20

export function createNamedPostings(): NamedPostings {
  let bySegment = new WeakMap<Segment, Map<string, Postings | undefined>>()
  let present: Names | undefined
  let size = 0
  const forget = (): void => {
    bySegment = new WeakMap()
    size = 0
  }
  return {
    recall: (names, segment, term, work) => {
      if (segment.grows) return work()
      if (names !== present || size > MOST_BYTES) forget()
      present = names
      let kept = bySegment.get(segment)
      if (!kept) bySegment.set(segment, (kept = new Map<string, Postings | undefined>()))
      if (kept.has(term)) return kept.get(term)
      const postings = work()
      kept.set(term, postings)
      size += postings ? postings.slots.byteLength * 2 : 100
      return postings
    },
  }
}
