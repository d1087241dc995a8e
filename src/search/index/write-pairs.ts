import { compareText } from './compare-text.ts'
import type { Counts } from './positions.ts'

/** A frequent term of a field: its documents and where it is in each, as they are written. */
export interface FrequentTerm {
  readonly term: string
  readonly slots: Uint32Array
  readonly counts: Counts
  /** Those of all documents, one after the other. */
  readonly positions: Uint32Array
}

/** Two frequent terms that stand side by side in some documents. */
export interface Pair {
  readonly term: string
  readonly slots: Uint32Array
  /** How often they do so in each. */
  readonly counts: Uint32Array
}

/** Terms of a field as pairs are named: a space is in no term. */
export const pairOf = (first: string, second: string): string => `${first} ${second}`

/** More frequent terms than that have too many pairs to count by number; those of them that are most frequent are taken. */
export const MOST_FREQUENT = 512
/** Room for a term's number beside a position. */
const TERMS = 1024

/** Occurrences of all terms by document, in the order of positions: `position * TERMS + number of the term`. */
function byDocument(
  terms: readonly FrequentTerm[],
  size: number,
): { starts: Uint32Array; places: Float64Array } {
  const starts = new Uint32Array(size + 1)
  for (const { slots, counts } of terms) {
    for (let i = 0; i < slots.length; i++) {
      const next = (slots[i] ?? 0) + 1
      starts[next] = (starts[next] ?? 0) + (counts[i] ?? 0)
    }
  }
  for (let slot = 0; slot < size; slot++) starts[slot + 1] = (starts[slot + 1] ?? 0) + (starts[slot] ?? 0)
  const places = new Float64Array(starts[size] ?? 0)
  const filled = starts.slice()
  for (const [number, { slots, counts, positions }] of terms.entries()) {
    let at = 0
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i] ?? 0
      let to = filled[slot] ?? 0
      for (let left = counts[i] ?? 0; left > 0; left--) places[to++] = (positions[at++] ?? 0) * TERMS + number
      filled[slot] = to
    }
  }
  for (let slot = 0; slot < size; slot++) places.subarray(starts[slot], starts[slot + 1]).sort()
  return { starts, places }
}

/**
 * The pairs of a field's frequent terms, in the order of their bytes: a phrase of such words is looked up instead of
 * being sought in all that has them. Yields between portions of the work.
 */
export function* findPairs(
  terms: readonly FrequentTerm[],
  size: number,
): Generator<undefined, readonly Pair[]> {
  const { starts, places } = byDocument(terms, size)
  yield
  const found = new Map<number, { slots: number[]; counts: number[] }>()
  for (let slot = 0; slot < size; slot++) {
    if ((slot & 1023) === 0) yield
    const end = starts[slot + 1] ?? 0
    for (let i = starts[slot] ?? 0; i < end; i++) {
      const place = places[i] ?? 0
      const position = Math.floor(place / TERMS)
      for (let j = i + 1; j < end; j++) {
        const other = places[j] ?? 0
        const distance = Math.floor(other / TERMS) - position
        if (distance > 1) break
        if (distance < 1 || other === places[j - 1]) continue
        const key = (place - position * TERMS) * TERMS + (other % TERMS)
        let pair = found.get(key)
        if (!pair) found.set(key, (pair = { slots: [], counts: [] }))
        const last = pair.slots.length - 1
        if (pair.slots[last] === slot) pair.counts[last] = (pair.counts[last] ?? 0) + 1
        else {
          pair.slots.push(slot)
          pair.counts.push(1)
        }
      }
    }
  }
  const textOf = (number: number): string => terms[number]?.term ?? ''
  return [...found]
    .map(([key, { slots, counts }]) => ({
      term: pairOf(textOf(Math.floor(key / TERMS)), textOf(key % TERMS)),
      slots: Uint32Array.from(slots),
      counts: Uint32Array.from(counts),
    }))
    .sort((a, b) => compareText(a.term, b.term))
}
