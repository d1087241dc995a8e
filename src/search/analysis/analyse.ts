import { foldAscii } from './fold-ascii.ts'
import { lowerCase } from './lower-case.ts'
import { splitWord } from './split-word.ts'
import { bigramsOf } from './bigrams.ts'
import type { Language } from './languages.ts'
import { stem } from './stem.ts'

/**
 * `text`: stemmed and folded; `general`: neither, and no split at a change of case (Solr's `text`, `text_general`);
 * a language: as `text`, with the stems of that language.
 */
export type Chain = 'text' | 'general' | Language

/** A token and its place: words count on, the parts of a word too. */
export interface Token {
  readonly term: string
  readonly position: number
}

/** The tokens of a word: terms beside their positions. */
export interface WordTokens {
  readonly terms: readonly string[]
  readonly positions: readonly number[]
  /** Places with a token: what it adds to the length of a field, as Lucene counts it. */
  readonly length: number
  /** How many positions the word takes, 1 also when nothing of it is left. */
  readonly width: number
}

/** Java's Character.isWhitespace: no-break spaces are none. */
export const isSpace = (unit: number): boolean =>
  unit <= 0x20
    ? (unit >= 9 && unit <= 13) || unit >= 0x1c
    : unit >= 0x1680 &&
      (unit === 0x1680 ||
        (unit >= 0x2000 && unit <= 0x200a && unit !== 0x2007) ||
        unit === 0x2028 ||
        unit === 0x2029 ||
        unit === 0x205f ||
        unit === 0x3000)
/** Longer words are cut. */
export const LONGEST = 255
/** Longer words (addresses) hardly ever come again: no use to keep what they were analysed to. */
export const LONGEST_KEPT = 20

function termOf(chain: Chain, part: string): string {
  const lower = lowerCase(part)
  if (chain === 'general') return lower
  if (chain === 'text') return foldAscii(stem(lower))
  return foldAscii(chain === 'cjk' ? lower : stem(lower, chain))
}

/** Analyses a word; `join`: its parts also appear joined, as in documents. */
export function analyseWord(chain: Chain, word: string, join: boolean): WordTokens {
  const split = splitWord(word, { splitOnCase: chain !== 'general', join: join && chain !== 'cjk' })
  const parts = chain === 'cjk' ? bigramsOf(split) : split
  const terms = parts.map(({ text }) => termOf(chain, text))
  const positions = parts.map(({ at }) => at)
  const length = parts.length === 0 ? 0 : (positions.at(-1) ?? 0) + 1
  return { terms, positions, length, width: Math.max(1, length) }
}

/** Where the next word of a text begins: at `at` or later. */
export function nextWord(text: string, at: number): number {
  let next = at
  while (next < text.length && isSpace(text.charCodeAt(next))) next++
  return next
}

/** Where a word that begins at `at` ends: at white space, or because it is too long. */
function wordEnd(text: string, at: number): number {
  let end = at + 1
  while (end < text.length && end - at < LONGEST && !isSpace(text.charCodeAt(end))) end++
  return end
}

/**
 * The tokens of a text in the order of position, analysed as CKAN's Solr schema does. On the index side the parts of a
 * word also appear joined.
 */
export function analyse(chain: Chain, text: string, side: 'index' | 'query'): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (let at = nextWord(text, 0); at < text.length;) {
    const end = wordEnd(text, at)
    const { terms, positions, width } = analyseWord(chain, text.slice(at, end), side === 'index')
    for (const [i, term] of terms.entries()) tokens.push({ term, position: from + (positions[i] ?? 0) })
    from += width
    at = nextWord(text, end)
  }
  return tokens
}

/** A wildcard pattern, prefix or fuzzy term as it is compared with tokens: lower case, and folded where the tokens are. */
export function normalise(chain: Chain, text: string): string {
  return chain === 'general' ? lowerCase(text) : foldAscii(lowerCase(text))
}
