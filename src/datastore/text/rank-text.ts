import { placesOf, type Positions } from './match-text.ts'
import type { TextQuery } from './text-query.ts'

type Word = Extract<TextQuery, { kind: 'word' }>

/** Weight of a word without a mark of its own. */
const WEIGHT = 0.1
/** The limit of 1 + 1/4 + 1/9 + …: places that come later count less. */
const SERIES = 1.64493406685

function wordsIn(query: TextQuery): Word[] {
  switch (query.kind) {
    case 'word':
      return [query]
    case 'not':
      return wordsIn(query.part)
    case 'phrase':
      return [...wordsIn(query.left), ...wordsIn(query.right)]
    default:
      return query.parts.flatMap(wordsIn)
  }
}

/** Which words of a text a rank is made of. */
export function rankedWords(query: TextQuery): (word: string) => boolean {
  const words = wordsIn(query)
  const whole = new Set(words.flatMap(({ word, isPrefix }) => (isPrefix ? [] : [word])))
  const starts = words.flatMap(({ word, isPrefix }) => (isPrefix ? [word] : []))
  return (word) => whole.has(word) || starts.some((start) => word.startsWith(start))
}

/** How much two words count together at a distance. */
const closeness = (distance: number): number =>
  distance > 100 ? 1e-30 : 1 / (1.005 + 0.05 * Math.exp(distance / 1.5 - 2))

function anyRank(positions: Positions, words: readonly Word[]): number {
  let sum = 0
  for (const word of words) {
    const count = placesOf(positions, word).length
    if (count === 0) continue
    let series = 0
    for (let place = 1; place <= count; place++) series += WEIGHT / (place * place)
    // The heaviest place counts in full: all weigh the same, so the first.
    sum += (WEIGHT + series - WEIGHT) / SERIES
  }
  return words.length === 0 ? 0 : sum / words.length
}

function allRank(positions: Positions, words: readonly Word[]): number {
  let rank = -1
  for (const [index, word] of words.entries()) {
    const places = placesOf(positions, word)
    for (const other of words.slice(0, index)) {
      for (const a of placesOf(positions, other)) {
        for (const b of places) {
          const weight = Math.sqrt(WEIGHT * WEIGHT * closeness(Math.abs(a - b) || 16_384))
          rank = rank < 0 ? weight : 1 - (1 - rank) * (1 - weight)
        }
      }
    }
  }
  return rank < 0 ? 1e-20 : rank
}

/** PostgreSQL's ts_rank with normalisation 32: between 0 and 1, as a single precision float. */
export function rankText(positions: Positions, query: TextQuery): number {
  const unique = new Map(wordsIn(query).map((word) => [`${word.word}${word.isPrefix ? '*' : ''}`, word]))
  const words = [...unique.values()]
  const isAll = (query.kind === 'and' || query.kind === 'phrase') && words.length > 1
  const rank = Math.fround(isAll ? allRank(positions, words) : anyRank(positions, words))
  return Math.fround(rank / (rank + 1))
}
