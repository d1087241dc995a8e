import { isSpace, LONGEST, nextWord, type Chain } from '../analysis/analyse.ts'
import type { Vocabulary, WordTerms } from './vocabulary.ts'
import { hashLetter, NO_LETTERS } from './word-table.ts'

const NOTHING: WordTerms = { ids: [], positions: [], length: 0, width: 1 }

/** The tokens of all values of a field of one document: terms by their numbers, and positions. Used again for the next. */
export class FieldTokens {
  ids = new Int32Array(64)
  positions = new Int32Array(64)
  size = 0
  /** Places with a token: the length of a field as Lucene counts it. */
  length = 0
  /** Where the next value begins. */
  next = 0

  clear(): void {
    this.size = 0
    this.length = 0
    this.next = 0
  }

  /** Appends the tokens of a value, and leaves a gap behind them. */
  append(vocabulary: Vocabulary, chain: Chain, text: string, gap: number): void {
    const words = vocabulary.wordsOf(chain)
    for (let at = nextWord(text, 0); at < text.length;) {
      const most = Math.min(text.length, at + LONGEST)
      let hash = NO_LETTERS
      let end = at
      for (; end < most; end++) {
        const unit = text.charCodeAt(end)
        if (isSpace(unit)) break
        hash = hashLetter(hash, unit)
      }
      const known = words.table.find(text, at, end, hash)
      if (known > 0) this.push(known)
      else if (known < 0) this.pushAll(words.others[-known - 1] ?? NOTHING)
      else this.pushAll(vocabulary.read(chain, text, at, end, hash))
      at = nextWord(text, end)
    }
    this.next += gap
  }

  /** Appends what another field got last, which begins there at an index and a position. */
  copy(from: FieldTokens, index: number, position: number, length: number): void {
    const count = from.size - index
    if (this.size + count > this.ids.length) this.grow(this.size + count)
    for (let i = index; i < from.size; i++) {
      this.ids[this.size] = from.ids[i] ?? 0
      this.positions[this.size++] = (from.positions[i] ?? 0) - position + this.next
    }
    this.length += from.length - length
    this.next += from.next - position
  }

  private push(id: number): void {
    if (this.size === this.ids.length) this.grow(this.size + 1)
    this.ids[this.size] = id
    this.positions[this.size++] = this.next++
    this.length++
  }

  private pushAll({ ids, positions, length, width }: WordTerms): void {
    if (this.size + ids.length > this.ids.length) this.grow(this.size + ids.length)
    for (let i = 0; i < ids.length; i++) {
      this.ids[this.size] = ids[i] ?? 0
      this.positions[this.size++] = this.next + (positions[i] ?? 0)
    }
    this.length += length
    this.next += width
  }

  private grow(least: number): void {
    const size = Math.max(least, this.ids.length * 2)
    const [ids, positions] = [new Int32Array(size), new Int32Array(size)]
    ids.set(this.ids)
    positions.set(this.positions)
    this.ids = ids
    this.positions = positions
  }
}
