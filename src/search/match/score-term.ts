import { hasBit, popCount, setBits, type Bits } from '../index/bits.ts'
import { rankOf, type RankedSet } from '../index/ranked-set.ts'
import type { Postings } from '../index/segment.ts'
import { seekSlot } from '../index/slot-lists.ts'
import { saturation } from './bm25.ts'
import type { ScoreList } from './score-list.ts'
import type { Scored } from './scored.ts'
import type { Snapshot } from './snapshot.ts'

/** Length byte of a field without norms, such as a string. */
const ONE = 1

/** What an occurrence of a term is worth in a document. */
interface Worth {
  readonly weight: number
  readonly factors: Float64Array
  readonly norms: Uint8Array | undefined
  /** Documents that have the term once more. */
  readonly named: Bits | undefined
}

/** Of hits and postings that are both many: looks at 32 documents at once. */
function scoreDense(
  list: ScoreList,
  set: RankedSet,
  postings: Postings,
  having: RankedSet,
  worth: Worth,
): void {
  const { weight, factors, norms, named } = worth
  const { indexes, scores } = list
  const { bits, ranks } = set
  const { bits: others, ranks: otherRanks } = having
  const { counts } = postings
  let size = list.size
  for (let word = 0; word < bits.length; word++) {
    const mine = bits[word] ?? 0
    const theirs = others[word] ?? 0
    let common = mine & theirs
    if (common === 0) continue
    const rank = ranks[word] ?? 0
    const otherRank = otherRanks[word] ?? 0
    const more = named ? (named[word] ?? 0) : 0
    while (common !== 0) {
      const low = common & -common
      common ^= low
      const below = low - 1
      const slot = (word << 5) + 31 - Math.clz32(low)
      const place = otherRank + popCount(theirs & below)
      const count = (counts ? (counts[place] ?? 1) : 1) + ((more & low) === 0 ? 0 : 1)
      indexes[size] = rank + popCount(mine & below)
      scores[size++] = weight * saturation(count, factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0)
    }
  }
  list.size = size
}

function scoreListed(list: ScoreList, set: RankedSet, { slots, counts }: Postings, worth: Worth): void {
  const { weight, factors, norms, named } = worth
  const { indexes, scores } = list
  const { bits } = set
  let size = list.size
  for (let place = 0; place < slots.length; place++) {
    const slot = slots[place] ?? 0
    if (!hasBit(bits, slot)) continue
    const count = (counts ? (counts[place] ?? 1) : 1) + (named && hasBit(named, slot) ? 1 : 0)
    indexes[size] = rankOf(set, slot)
    scores[size++] = weight * saturation(count, factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0)
  }
  list.size = size
}

/** Of few hits and many postings: looks only for those that are hits. */
function scoreSought(
  list: ScoreList,
  { slots }: Scored,
  { slots: all, counts }: Postings,
  worth: Worth,
): void {
  const { weight, factors, norms, named } = worth
  const { indexes, scores } = list
  let size = list.size
  let place = 0
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] ?? 0
    place = seekSlot(all, slot, place)
    if (place === all.length) break
    if (all[place] !== slot) continue
    const count = (counts ? (counts[place] ?? 1) : 1) + (named && hasBit(named, slot) ? 1 : 0)
    indexes[size] = index
    scores[size++] = weight * saturation(count, factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0)
  }
  list.size = size
}

/** Documents that have the term in a name alone. */
function scoreNamed(
  list: ScoreList,
  set: RankedSet,
  own: Postings | undefined,
  named: Bits,
  worth: Worth,
): void {
  const { weight, factors, norms } = worth
  const { indexes, scores } = list
  const having = own && havingBits(own, named.length)
  const { bits, ranks } = set
  let size = list.size
  for (let word = 0; word < named.length; word++) {
    const mine = bits[word] ?? 0
    let only = (named[word] ?? 0) & mine
    if (only === 0) continue
    if (having) only &= ~(having[word] ?? 0)
    while (only !== 0) {
      const low = only & -only
      only ^= low
      const slot = (word << 5) + 31 - Math.clz32(low)
      indexes[size] = (ranks[word] ?? 0) + popCount(mine & (low - 1))
      scores[size++] = weight * saturation(1, factors[norms ? (norms[slot] ?? ONE) : ONE] ?? 0)
    }
  }
  list.size = size
}

function havingBits(own: Postings, words: number): Bits {
  if (own.set) return own.set.bits
  const bits = new Int32Array(words)
  setBits(bits, own.slots)
  return bits
}

/** Postings, as multiples of the hits, from which on each hit is sought in them. */
const SOUGHT = 8

/** Puts into `list` what those of some documents that have a term score for it. */
export function scoreTerm(
  snapshot: Snapshot,
  into: Scored,
  term: { readonly field: string; readonly term: string; readonly weight: number },
  list: ScoreList,
): void {
  const { segment } = into
  const found = snapshot.postings(segment, term.field, term.term)
  list.clear(segment.size)
  if (!found) return
  // Ranking the documents takes room and time, which most segments need not spend on a rare word.
  const { set, scores } = into
  const { own, named } = found
  const worth = {
    weight: term.weight,
    factors: snapshot.lengthFactors(term.field),
    norms: snapshot.field(segment, term.field)?.norms(),
    named,
  }
  if (own?.set) scoreDense(list, set, own, own.set, worth)
  else if (own && own.slots.length > SOUGHT * scores.length) scoreSought(list, into, own, worth)
  else if (own) scoreListed(list, set, own, worth)
  if (named) scoreNamed(list, set, own, named, worth)
}
