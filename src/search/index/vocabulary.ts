import { analyseWord, LONGEST_KEPT, type Chain } from '../analysis/analyse.ts'

/** What is left of a word: numbers of terms beside their positions; `width` is how many positions the word takes. */
export interface WordTerms {
  readonly ids: readonly number[]
  readonly positions: readonly number[]
  readonly length: number
  readonly width: number
}

const MOST_WORDS = 200_000
const MOST_TERMS = 400_000

/**
 * Numbers for the terms of analysed fields, from 1 on. A word is analysed once; afterwards its terms are numbers, and
 * what is done for each of its occurrences needs no text.
 */
export class Vocabulary {
  private readonly texts: string[] = ['']
  private readonly ids = new Map<string, number>()
  private readonly words = new Map<Chain, Map<string, WordTerms>>()

  /** Whether the next segment should begin a new one. */
  get isFull(): boolean {
    return this.texts.length > MOST_TERMS
  }

  text(id: number): string {
    return this.texts[id] ?? ''
  }

  /** The number of a term, 0 where no document has it. */
  find(term: string): number {
    return this.ids.get(term) ?? 0
  }

  wordsOf(chain: Chain): Map<string, WordTerms> {
    let words = this.words.get(chain)
    if (!words) this.words.set(chain, (words = new Map<string, WordTerms>()))
    return words
  }

  /** Analyses a word of a document. */
  read(chain: Chain, words: Map<string, WordTerms>, word: string): WordTerms {
    const { terms, positions, length, width } = analyseWord(chain, word, true)
    const found = { ids: terms.map((term) => this.idOf(term)), positions, length, width }
    if (word.length > LONGEST_KEPT) return found
    if (words.size >= MOST_WORDS) words.clear()
    words.set(word, found)
    return found
  }

  private idOf(term: string): number {
    let id = this.ids.get(term)
    if (id === undefined) {
      id = this.texts.push(term) - 1
      this.ids.set(term, id)
    }
    return id
  }
}
