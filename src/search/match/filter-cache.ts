import type { Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'

/** What filters find in a segment, which is right until documents are added: portals send the same few with every search. */
export interface FilterCache {
  /** @returns documents, dead ones too; not to be changed */
  recall(segment: Segment, key: string, work: () => Bits): Bits
}

const MOST_BYTES = 24 * 2 ** 20
const LONGEST_KEY = 1000

export function createFilterCache(): FilterCache {
  const bySegment = new WeakMap<Segment, { readonly size: number; readonly kept: Map<string, Bits> }>()
  /** In the order of last use. */
  const used = new Map<Bits, { readonly owner: WeakRef<Map<string, Bits>>; readonly key: string }>()
  let size = 0
  const forgetOldest = (): void => {
    for (const [bits, { owner, key }] of used) {
      if (size <= MOST_BYTES) return
      used.delete(bits)
      owner.deref()?.delete(key)
      size -= bits.byteLength
    }
  }
  return {
    recall: (segment, key, work) => {
      if (key.length > LONGEST_KEY) return work()
      let own = bySegment.get(segment)
      if (own?.size !== segment.size)
        bySegment.set(segment, (own = { size: segment.size, kept: new Map<string, Bits>() }))
      const { kept } = own
      const known = kept.get(key)
      const bits = known ?? work()
      const use = used.get(bits) ?? { owner: new WeakRef(kept), key }
      used.delete(bits)
      used.set(bits, use)
      if (known) return bits
      kept.set(key, bits)
      size += bits.byteLength
      forgetOldest()
      return bits
    },
  }
}
