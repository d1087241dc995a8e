import type { JsonValue } from '../../core/json.ts'

/** A function of Solr's function queries, ready to be asked for one document after another. */
export interface SolrFunction {
  /** Whether it has a value for the document. */
  readonly exists: (source: FunctionSource) => boolean
  /** The value as a number; true is 1, nothing 0. @throws SearchError for a text */
  readonly number: (source: FunctionSource) => number
  /** The value as `fl` shows it; `undefined`: not at all. */
  readonly shown: (source: FunctionSource) => JsonValue | undefined
}

/** What a function may ask of the document at hand, and of the index around it. */
export interface FunctionSource {
  readonly score: number
  /** Value of a date or integer field, NaN where there is none. @throws SearchError for a field of another type */
  readonly number: (field: string) => number
  /** Value of a string field, or the first of the words of an analysed one. */
  readonly text: (field: string) => string | undefined
  /** Whether the document has the field, of any type. */
  readonly has: (field: string) => boolean
  /** How often the document has a word. */
  readonly termFrequency: (field: string, text: string) => number
  /** What the document scores under a query in Lucene syntax; `undefined`: it is not found. */
  readonly queryScore: (query: string) => number | undefined
  readonly index: IndexNumbers
}

/** The index as a whole. */
export interface IndexNumbers {
  readonly documents: number
  /** Those that were replaced or removed, too. */
  readonly written: number
  readonly documentFrequency: (field: string, text: string) => number
  readonly totalFrequency: (field: string, text: string) => number
  /** All words of a field. */
  readonly occurrences: (field: string) => number
  /** The smallest and the greatest value of a function. */
  readonly range: (value: SolrFunction) => readonly [low: number, high: number]
}
