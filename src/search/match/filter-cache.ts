import { allBits, type Bits } from '../index/bits.ts'
import type { Segment } from '../index/segment.ts'

/** What filters find in a segment, which is right until documents are added: portals send the same few with every search. */
export interface FilterCache {
  /** @returns documents, dead ones too; not to be changed. `undefined`: all of the segment */
  recall(segment: Segment, key: string, work: () => Bits): Bits | undefined
}

interface Kept {
  readonly bits: Bits | undefined
  readonly bytes: number
  readonly owner: WeakRef<Map<string, Kept>>
  readonly key: string
}

const MOST_BYTES = 24 * 2 ** 20
const LONGEST_KEY = 1000
/** What it takes to remember that a filter lets everything through. */
const ENTRY_BYTES = 200

function isEverything(bits: Bits, size: number): boolean {
  const all = allBits(size)
  const { length } = bits
  for (let i = 0; i < length; i++) if (bits[i] !== all[i]) return false
  return true
}

export function createFilterCache(): FilterCache {
  const bySegment = new WeakMap<Segment, { readonly size: number; readonly kept: Map<string, Kept> }>()
  /** In the order of last use. */
  const used = new Set<Kept>()
  let size = 0
  const forgetOldest = (): void => {
    for (const one of used) {
      if (size <= MOST_BYTES) return
      used.delete(one)
      one.owner.deref()?.delete(one.key)
      size -= one.bytes
    }
  }
  return {
    recall: (segment, key, work) => {
      if (key.length > LONGEST_KEY) return work()
      let own = bySegment.get(segment)
      if (own?.size !== segment.size)
        bySegment.set(segment, (own = { size: segment.size, kept: new Map<string, Kept>() }))
      const known = own.kept.get(key)
      if (known) {
        used.delete(known)
        used.add(known)
        return known.bits
      }
      const found = work()
      const bits = isEverything(found, segment.size) ? undefined : found
      const bytes = ENTRY_BYTES + (bits?.byteLength ?? 0)
      const kept = { bits, bytes, owner: new WeakRef(own.kept), key }
      own.kept.set(key, kept)
      used.add(kept)
      size += bytes
      forgetOldest()
      return bits
    },
  }
}
