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
  const all: string[] = []
  // No word reaches over a blank, and the same pieces come again and again.
  for (const piece of text.split(/\s+/)) {
    if (piece === '') continue
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
