import { dictionaryOf } from './languages.ts'
import { parseWords } from './parse-words.ts'

/** Stands where a stop word was, so that phrases keep their distances. */
export const GAP = '~'

/**
 * The words of a text as PostgreSQL's to_tsvector makes them, in order; the place in the list is the position.
 *
 * @param language a known configuration; an unknown one leaves words as they are
 */
export function lexemes(text: string, language: string): string[] {
  const dictionary = dictionaryOf(language)
  return parseWords(text).map(({ text: word, isWord }) =>
    isWord && dictionary ? (dictionary(word) ?? GAP) : word,
  )
}

/** The same without the gaps. */
export const wordsOf = (text: string, language: string): string[] =>
  lexemes(text, language).filter((word) => word !== GAP)
