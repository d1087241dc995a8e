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

/** Tokens of one or more texts: terms beside their positions. */
export interface TokenList {
  readonly terms: string[]
  readonly positions: number[]
  /** Places with a token: the length of a field as Lucene counts it. */
  length: number
}

/** The tokens of a word; `width` is how many positions the word takes, 1 also when nothing of it is left. */
interface WordTokens extends TokenList {
  readonly width: number
}

// Java's Character.isWhitespace: no-break spaces are none.
const isSpace = (unit: number): boolean =>
  unit <= 0x20
    ? (unit >= 9 && unit <= 13) || unit >= 0x1c
    : unit >= 0x1680 &&
      (unit === 0x1680 ||
        (unit >= 0x2000 && unit <= 0x200a && unit !== 0x2007) ||
        unit === 0x2028 ||
        unit === 0x2029 ||
        unit === 0x205f ||
        unit === 0x3000)
const LONGEST = 255
const KEPT = 100_000
/** Longer words (addresses) hardly ever come again. */
const LONGEST_KEPT = 20
const known = { index: new Map<Chain, WordCache>(), query: new Map<Chain, WordCache>() }

type WordCache = Map<string, WordTokens>

function termOf(chain: Chain, part: string): string {
  const lower = lowerCase(part)
  if (chain === 'general') return lower
  if (chain === 'text') return foldAscii(stem(lower))
  return foldAscii(chain === 'cjk' ? lower : stem(lower, chain))
}

function analyseWord(chain: Chain, word: string, join: boolean): WordTokens {
  const split = splitWord(word, { splitOnCase: chain !== 'general', join: join && chain !== 'cjk' })
  const parts = chain === 'cjk' ? bigramsOf(split) : split
  const terms = parts.map(({ text }) => termOf(chain, text))
  const positions = parts.map(({ at }) => at)
  const length = parts.length === 0 ? 0 : (positions.at(-1) ?? 0) + 1
  return { terms, positions, length, width: Math.max(1, length) }
}

function wordTokens(chain: Chain, word: string, side: 'index' | 'query'): WordTokens {
  if (word.length > LONGEST_KEPT) return analyseWord(chain, word, side === 'index')
  let cache = known[side].get(chain)
  if (!cache) known[side].set(chain, (cache = new Map<string, WordTokens>()))
  const seen = cache.get(word)
  if (seen) return seen
  const result = analyseWord(chain, word, side === 'index')
  if (cache.size >= KEPT) cache.clear()
  cache.set(word, result)
  return result
}

/**
 * Analyses a text as CKAN's Solr schema does, and appends its tokens from position `from` on. On the index side the
 * parts of a word also appear joined.
 * @returns the number of positions that the text takes
 */
export function analyseInto(
  into: TokenList,
  from: number,
  chain: Chain,
  text: string,
  side: 'index' | 'query',
): number {
  let width = 0
  let at = 0
  while (at < text.length) {
    if (isSpace(text.charCodeAt(at))) {
      at++
      continue
    }
    let end = at + 1
    while (end < text.length && end - at < LONGEST && !isSpace(text.charCodeAt(end))) end++
    const word = wordTokens(chain, text.slice(at, end), side)
    for (let i = 0; i < word.terms.length; i++) {
      into.terms.push(word.terms[i] ?? '')
      into.positions.push(from + width + (word.positions[i] ?? 0))
    }
    into.length += word.length
    width += word.width
    at = end
  }
  return width
}

/** The tokens of a text in the order of position. */
export function analyse(chain: Chain, text: string, side: 'index' | 'query'): Token[] {
  const list: TokenList = { terms: [], positions: [], length: 0 }
  analyseInto(list, 0, chain, text, side)
  return list.terms.map((term, i) => ({ term, position: list.positions[i] ?? 0 }))
}

/** A wildcard pattern, prefix or fuzzy term as it is compared with tokens: lower case, and folded where the tokens are. */
export function normalise(chain: Chain, text: string): string {
  return chain === 'general' ? lowerCase(text) : foldAscii(lowerCase(text))
}
