import { dictionaryOf } from './languages.ts'
import { parseWords } from './parse-words.ts'

/** Stands where a stop word was, so that phrases keep their distances. */
export const GAP = '~'

/** Longer pieces of text hardly ever come again. */
const LONGEST_KEPT = 24
const MOST_KEPT = 100_000
const known = new Map<string, Map<string, readonly string[]>>()

function keptOf(language: string): Map<string, readonly string[]> {
  let kept = known.get(language)
  if (!kept) {
    kept = new Map()
    known.set(language, kept)
  }
  return kept
}

const ZERO = 48
const NINE = 57

/**
 * What most pieces are: a number of digits and one point, or letters and digits that begin with a letter; the word, and
 * whether it is one of a language. undefined: look closer.
 */
function plainWord(piece: string): { readonly word: string; readonly isWord: boolean } | undefined {
  const first = piece.charCodeAt(0)
  if (first === 45 || (first >= ZERO && first <= NINE)) {
    let points = 0
    for (let at = 1; at < piece.length; at++) {
      const code = piece.charCodeAt(at)
      if (code >= ZERO && code <= NINE) continue
      const isInside = at + 1 < piece.length && piece.charCodeAt(at - 1) !== 45
      if (code !== 46 || !isInside || ++points > 1) return undefined
    }
    return piece.length === 1 && first === 45 ? undefined : { word: piece, isWord: false }
  }
  let digits = 0
  for (let at = 0; at < piece.length; at++) {
    const code = piece.charCodeAt(at)
    const letter = code | 32
    if (letter >= 97 && letter <= 122) continue
    if (at === 0 || code < ZERO || code > NINE) return undefined
    digits++
  }
  return { word: piece.toLowerCase(), isWord: digits === 0 }
}

function analyse(piece: string, language: string): readonly string[] {
  const dictionary = dictionaryOf(language)
  return parseWords(piece).map(({ text: word, isWord }) =>
    isWord && dictionary ? (dictionary(word) ?? GAP) : word,
  )
}

/**
 * The words of a text as PostgreSQL's to_tsvector makes them, in order; the place in the list is the position.
 *
 * @param language a known configuration; an unknown one leaves words as they are
 */
export function lexemes(text: string, language: string): string[] {
  const kept = keptOf(language)
  const dictionary = dictionaryOf(language)
  const all: string[] = []
  // No word reaches over a blank, and the same pieces come again and again.
  for (const piece of /[^\S ]/.test(text) ? text.split(/\s+/) : text.split(' ')) {
    if (piece === '') continue
    const plain = piece.length <= LONGEST_KEPT ? plainWord(piece) : undefined
    if (plain) {
      all.push(plain.isWord && dictionary ? (dictionary(plain.word) ?? GAP) : plain.word)
      continue
    }
    let words = kept.get(piece)
    if (!words) {
      words = analyse(piece, language)
      if (kept.size >= MOST_KEPT) kept.clear()
      if (piece.length <= LONGEST_KEPT) kept.set(piece, words)
    }
    for (const word of words) all.push(word)
  }
  return all
}

/** The same without the gaps. */
export const wordsOf = (text: string, language: string): string[] =>
  lexemes(text, language).filter((word) => word !== GAP)
