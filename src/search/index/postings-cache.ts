import type { Postings } from './segment.ts'

/** Decoded postings of frequent terms: the words that many documents have are also those that many searches ask for. */
export interface PostingsCache {
  /** @param owner whose postings these are; what is kept of it goes with it */
  recall(owner: object, number: number, work: () => Postings): Postings
}

interface Kept {
  readonly postings: Postings
  readonly bytes: number
  usedAt: number
  readonly forget: () => void
}

/** Shorter lists are decoded in no time. */
const WORTH_KEEPING = 512
const SPARED = 0.75

/** @param most bytes kept in memory */
export function createPostingsCache(most: number): PostingsCache {
  const owners = new WeakMap<object, Map<number, Kept>>()
  const all = new Set<Kept>()
  let size = 0
  let clock = 0
  const evict = (): void => {
    for (const kept of [...all].sort((a, b) => a.usedAt - b.usedAt)) {
      if (size <= most * SPARED) return
      all.delete(kept)
      kept.forget()
      size -= kept.bytes
    }
  }
  return {
    recall: (owner, number, work) => {
      const known = owners.get(owner)?.get(number)
      if (known) {
        known.usedAt = clock++
        return known.postings
      }
      const postings = work()
      const { set, counts } = postings
      if (!set && postings.slots.length < WORTH_KEEPING) return postings
      const list = set ? 2 * set.bits.byteLength : postings.slots.byteLength
      const bytes = list + (counts?.byteLength ?? 0)
      let own = owners.get(owner)
      if (!own) owners.set(owner, (own = new Map<number, Kept>()))
      const mine = own
      const kept = { postings, bytes, usedAt: clock++, forget: () => mine.delete(number) }
      own.set(number, kept)
      all.add(kept)
      size += bytes
      if (size > most) evict()
      return postings
    },
  }
}
