import { LENGTHS } from '../index/norms.ts'

export interface FieldStatistics {
  readonly documents: number
  readonly occurrences: number
}

const K1 = 1.2
const B = 0.75

/** Lucene's BM25 weight of a term that `frequency` of `documents` have. */
export const rarity = (documents: number, frequency: number): number =>
  Math.log(1 + (Math.max(documents, frequency) - frequency + 0.5) / (frequency + 0.5))

/** What one occurrence weighs for each encoded length of a field (Lucene's BM25Similarity, k1 1.2, b 0.75). */
export function lengthFactors(statistics: FieldStatistics): Float64Array {
  const average = statistics.documents === 0 ? 1 : statistics.occurrences / statistics.documents
  return LENGTHS.map((length) => 1 / (K1 * (1 - B + (B * length) / average)))
}

/** A document's share of a term's weight: near 1 for many occurrences in a short field. */
export const saturation = (count: number, factor: number): number => 1 - 1 / (1 + count * factor)
