import type { Bits } from './bits.ts'
import type { Counts, Positions } from './positions.ts'
import type { RankedSet } from './ranked-set.ts'

/** Where a term occurs: slots in ascending order and, in analysed fields, how often in each. */
export interface Postings {
  readonly slots: Uint32Array
  /** `undefined`: once each. */
  readonly counts: Counts | undefined
  /** The documents as a set, where they are so many that it is the smaller form: then `slots` is made when asked for. */
  readonly set?: RankedSet | undefined
}

/** One term of a field. */
export interface TermEntry {
  /** How many documents have the term, dead ones too. */
  readonly frequency: number
  /** Adds its documents to a set. */
  mark(bits: Bits): void
  postings(): Postings
  /** Positions in the documents at these ascending places of its postings, or in all. Analysed fields only. */
  positions(places?: Uint32Array): Positions
}

/** The inverted index of one field in one segment. Terms are numbered in the order of their bytes. */
export interface FieldIndex {
  /** Changes when documents are added; a closed segment's never does. */
  readonly version: number
  /** Documents that have the field, dead ones too (as Lucene counts until it merges). */
  readonly documents: number
  /** All occurrences of all terms. */
  readonly occurrences: number
  readonly termCount: number
  /** Whether terms have counts, positions and lengths. */
  readonly analysed: boolean
  /** Where a term occurs; `undefined` when it does not. */
  lookup(term: string): TermEntry | undefined
  /** The number of the first term that is not before this text. */
  ceiling(text: string): number
  term(number: number): string
  postings(number: number): Postings
  /** Adds the documents of a term to a set. */
  mark(number: number, bits: Bits): void
  /** Positions of a term in all its documents, whose postings are given. Analysed fields only. */
  positions(number: number, postings: Postings): Positions
  /**
   * Documents in which a term stands right before another, and how often: known of frequent terms in large segments.
   * `undefined`: not known without a look at their positions.
   */
  pair?(first: string, second: string): Postings | undefined
  /** Encoded length of the field for each slot (see norms.ts); analysed fields only. */
  norms(): Uint8Array | undefined
}

/** A run of documents in the order in which they were written; a slot is a document's place in it. */
export interface Segment {
  readonly size: number
  /** Documents that were not replaced or removed since. */
  readonly live: Bits
  readonly liveCount: number
  /** Whether documents may still be added. */
  readonly grows: boolean
  /** The number under which the document was written: ascending from slot to slot. */
  docid(slot: number): number
  /** The dataset's id. */
  id(slot: number): string
  field(name: string): FieldIndex | undefined
  /** Values of a date or integer field, NaN where there is none. */
  numbers(name: string): Float64Array | undefined
  fieldNames(): Iterable<string>
  numberNames(): Iterable<string>
  /** Marks a document as replaced or removed; unknown numbers are fine. */
  kill(docid: number): void
}
