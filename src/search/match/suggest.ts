import type { JsonObject, JsonValue } from '../../core/json.ts'
import { analyse } from '../analysis/analyse.ts'
import { andInto, newBits, slotsOf } from '../index/bits.ts'
import { nearTerms } from './fuzzy-terms.ts'
import type { Hits } from './hits.ts'
import { CATCH_ALL, markPostings, type Snapshot } from './snapshot.ts'

/** Other spellings of one word, and words of a query that are looked at. */
const MOST_SPELLINGS = 3
const MOST_WORDS = 8
/** Shorter words are near to everything. */
const SHORTEST = 4
/** Documents that are read to find out how a word is written. */
const MOST_READ = 5

const OPERATORS = new Set(['AND', 'OR', 'NOT', '&&', '||'])

interface Near {
  readonly term: string
  readonly frequency: number
  /** A document that has it. */
  readonly id: string
}

/** How often a term occurs in documents that the caller may see, and in which. */
function visible(
  snapshot: Snapshot,
  term: string,
  seen: readonly Hits[],
): Near & { readonly ids: readonly string[] } {
  const ids: string[] = []
  let frequency = 0
  for (const { segment, bits } of seen) {
    const found = snapshot.postings(segment, CATCH_ALL, term)
    if (!found) continue
    const having = newBits(segment.size)
    markPostings(found, having)
    const slots = slotsOf(andInto(having, bits))
    frequency += slots.length
    for (const slot of slots.subarray(0, MOST_READ - ids.length)) ids.push(segment.id(slot))
  }
  return { term, frequency, id: ids[0] ?? '', ids }
}

function* textsOf(value: JsonValue | undefined): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) yield* textsOf(item)
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* textsOf(item)
  }
}

/** The word of a dataset's texts that a term was made of: the index has only stems. */
function writtenAs(term: string, datasets: readonly JsonObject[]): string | undefined {
  for (const { title, notes, tags, resources, author } of datasets) {
    for (const text of textsOf([title ?? '', tags ?? [], notes ?? '', author ?? '', resources ?? []])) {
      for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
        if (analyse('text', word, 'index').some((token) => token.term === term)) return word.toLowerCase()
      }
    }
  }
  return undefined
}

function spellings(
  snapshot: Snapshot,
  word: string,
  seen: readonly Hits[],
  read: (ids: readonly string[]) => readonly JsonObject[],
): readonly string[] {
  const [token, second] = analyse('text', word, 'query')
  if (!token || second || token.term.length < SHORTEST) return []
  if (visible(snapshot, token.term, seen).frequency > 0) return []
  const near = nearTerms(snapshot, { kind: 'fuzzy', field: CATCH_ALL, term: token.term, edits: 2 })
  return near
    .map(({ term, boost }) => ({ ...visible(snapshot, term, seen), boost }))
    .filter(({ frequency, term }) => frequency > 0 && term.length >= SHORTEST - 1)
    .sort((a, b) => b.boost - a.boost || b.frequency - a.frequency)
    .slice(0, MOST_SPELLINGS)
    .flatMap(({ term, ids }) => writtenAs(term, read(ids)) ?? [])
}

/**
 * Other texts for a query of plain words that found nothing: words that no visible document has are replaced by near
 * ones that some have.
 * @param seen what the caller may find at all
 */
export function suggest(
  snapshot: Snapshot,
  q: string,
  seen: readonly Hits[],
  read: (ids: readonly string[]) => readonly JsonObject[],
): readonly string[] {
  if (q.includes(':')) return []
  const words = [...new Set(q.match(/[\p{L}\p{N}]+/gu) ?? [])].filter((word) => !OPERATORS.has(word))
  let texts: string[] = [q]
  for (const word of words.slice(0, MOST_WORDS)) {
    const others = spellings(snapshot, word, seen, read)
    if (others.length === 0) continue
    texts = texts
      .flatMap((text) => others.map((other) => text.replaceAll(word, other)))
      .slice(0, MOST_SPELLINGS * 2)
  }
  return [...new Set(texts)].filter((text) => text !== q)
}
