import { randomInt } from 'node:crypto'

const FIRST_CELLS = 1024
const CELL = 4
// A cell: the hash of a word, where its letters stand, how many, and its value (0: the cell is free).
const HASH = 0
const LETTERS = 1
const LENGTH = 2
const VALUE = 3

// Different in each process, so that nobody can think up many words with the same hash.
const MULTIPLIER = randomInt(2 ** 23, 2 ** 28) * 8 + 5
/** The hash of no letters. */
export const NO_LETTERS = randomInt(2 ** 31)

/** The hash of a word with one letter more. */
export const hashLetter = (hash: number, unit: number): number =>
  Math.imul(hash ^ unit, MULTIPLIER) ^ (hash >>> 15)

/**
 * Numbers by words, which are looked up as parts of a text: without a string of their own, and with fewer steps through
 * memory than a Map needs. It is asked for every word of every document.
 */
export class WordTable {
  size = 0
  private cells = new Int32Array(FIRST_CELLS * CELL)
  private mask = FIRST_CELLS - 1
  private letters = new Uint16Array(FIRST_CELLS * 8)
  private used = 0

  /** The value of the word between two places of a text, 0 where there is none. */
  find(text: string, from: number, to: number, hash: number): number {
    const { cells, mask, letters } = this
    for (let n = hash >>> 3; ; n++) {
      const cell = (n & mask) * CELL
      const value = cells[cell + VALUE] ?? 0
      if (value === 0) return 0
      if (cells[cell + HASH] !== hash || cells[cell + LENGTH] !== to - from) continue
      const start = (cells[cell + LETTERS] ?? 0) - from
      let at = from
      while (at < to && letters[start + at] === text.charCodeAt(at)) at++
      if (at === to) return value
    }
  }

  /** Adds a word that is not there yet; the value is not 0. */
  add(text: string, from: number, to: number, hash: number, value: number): void {
    if (this.size * 2 > this.mask) this.grow()
    if (this.used + to - from > this.letters.length) {
      const letters = new Uint16Array(this.letters.length * 2)
      letters.set(this.letters)
      this.letters = letters
    }
    const { cells } = this
    const cell = this.freeCell(hash)
    cells[cell + HASH] = hash
    cells[cell + LETTERS] = this.used
    cells[cell + LENGTH] = to - from
    cells[cell + VALUE] = value
    for (let at = from; at < to; at++) this.letters[this.used++] = text.charCodeAt(at)
    this.size++
  }

  private freeCell(hash: number): number {
    const { cells, mask } = this
    let n = hash >>> 3
    while (cells[(n & mask) * CELL + VALUE] !== 0) n++
    return (n & mask) * CELL
  }

  private grow(): void {
    const before = this.cells
    this.cells = new Int32Array(before.length * 2)
    this.mask = this.mask * 2 + 1
    for (let at = 0; at < before.length; at += CELL) {
      if (before[at + VALUE] === 0) continue
      this.cells.set(before.subarray(at, at + CELL), this.freeCell(before[at + HASH] ?? 0))
    }
  }
}
