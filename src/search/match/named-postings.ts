import type { Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'
import type { Names } from './names.ts'

/** Documents whose organizations or groups have a word in their names: found once, as long as the names stay. */
export interface NamedPostings {
  recall(names: Names, segment: Segment, term: string, work: () => Bits | undefined): Bits | undefined
}

const MOST_BYTES = 16 * 2 ** 20

export function createNamedPostings(): NamedPostings {
  let bySegment = new WeakMap<
    Segment,
    { readonly size: number; readonly kept: Map<string, Bits | undefined> }
  >()
  let present: Names | undefined
  let size = 0
  const forget = (): void => {
    bySegment = new WeakMap()
    size = 0
  }
  return {
    recall: (names, segment, term, work) => {
      if (names !== present || size > MOST_BYTES) forget()
      present = names
      let own = bySegment.get(segment)
      if (own?.size !== segment.size)
        bySegment.set(segment, (own = { size: segment.size, kept: new Map<string, Bits | undefined>() }))
      const { kept } = own
      if (kept.has(term)) return kept.get(term)
      const bits = work()
      kept.set(term, bits)
      size += bits?.byteLength ?? 100
      return bits
    },
  }
}
