import { analyseWord, LONGEST_KEPT, type Chain } from '../analysis/analyse.ts'
import { WordTable } from './word-table.ts'

/** What is left of a word: numbers of terms beside their positions; `width` is how many positions the word takes. */
export interface WordTerms {
  readonly ids: readonly number[]
  readonly positions: readonly number[]
  readonly length: number
  readonly width: number
}

/** The words of one kind of analysis. */
interface Words {
  /** By word: the number of its only term, or the place below of what else it is, negative. */
  table: WordTable
  others: WordTerms[]
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
  private readonly words = new Map<Chain, Words>()

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

  wordsOf(chain: Chain): Words {
    let words = this.words.get(chain)
    if (!words) this.words.set(chain, (words = { table: new WordTable(), others: [] }))
    return words
  }

  /** Analyses a word of a document that is not in the table; long ones never are. */
  read(chain: Chain, text: string, from: number, to: number, hash: number): WordTerms {
    const { terms, positions, length, width } = analyseWord(chain, text.slice(from, to), true)
    const found = { ids: terms.map((term) => this.idOf(term)), positions, length, width }
    if (to - from > LONGEST_KEPT) return found
    const words = this.wordsOf(chain)
    if (words.table.size >= MOST_WORDS) {
      words.table = new WordTable()
      words.others = []
    }
    const isSimple = found.ids.length === 1 && positions[0] === 0 && length === 1 && width === 1
    words.table.add(text, from, to, hash, isSimple ? (found.ids[0] ?? 0) : -words.others.push(found))
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
