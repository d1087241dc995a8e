import { GAP, lexemes } from './lexemes.ts'
import type { TextQuery } from './text-query.ts'

/** Places of each word of a text. */
export type Positions = ReadonlyMap<string, readonly number[]>

/** @param isWanted words whose places are asked for: of the others nothing is kept */
export function positionsOf(
  text: string,
  language: string,
  isWanted: (word: string) => boolean = () => true,
): Positions {
  const places = new Map<string, number[]>()
  const words = lexemes(text, language)
  for (let position = 0; position < words.length; position++) {
    const word = words[position] ?? GAP
    if (word === GAP || !isWanted(word)) continue
    const known = places.get(word)
    if (known) known.push(position)
    else places.set(word, [position])
  }
  return places
}

/** Where a word, or words that begin so, stand; in order. */
export function placesOf(
  positions: Positions,
  query: Extract<TextQuery, { kind: 'word' }>,
): readonly number[] {
  if (!query.isPrefix) return positions.get(query.word) ?? []
  const all: number[] = []
  for (const [word, places] of positions) if (word.startsWith(query.word)) all.push(...places)
  return all.sort((a, b) => a - b)
}

/** Ends of the places where a query stands as a phrase. */
function ends(positions: Positions, query: TextQuery): readonly number[] {
  switch (query.kind) {
    case 'word':
      return placesOf(positions, query)
    case 'phrase': {
      const left = new Set(ends(positions, query.left))
      return ends(positions, query.right).filter((place) => left.has(place - query.distance))
    }
    case 'or':
      return query.parts.flatMap((part) => ends(positions, part))
    case 'and':
      return query.parts
        .map((part) => ends(positions, part))
        .reduce((a, b) => a.filter((place) => b.includes(place)))
    case 'not':
      return []
  }
}

/** Whether a text matches. */
export function matchesText(positions: Positions, query: TextQuery): boolean {
  switch (query.kind) {
    case 'word':
      return placesOf(positions, query).length > 0
    case 'phrase':
      return ends(positions, query).length > 0
    case 'and':
      return query.parts.every((part) => matchesText(positions, part))
    case 'or':
      return query.parts.some((part) => matchesText(positions, part))
    case 'not':
      return !matchesText(positions, query.part)
  }
}
