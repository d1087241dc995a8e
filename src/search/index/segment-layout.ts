/** Sections of a segment's bytes. */
export const SECTION = { terms: 0, postings: 1, positions: 2, columns: 3 } as const

/** Terms that share a start in the term section; a lookup decodes at most so many. */
export const TERMS_PER_GROUP = 32

/** How the slots of a string's postings are written. */
export const POSTINGS = { gaps: 0, bits: 1, all: 2 } as const

/** A place in the column section. */
export interface Span {
  readonly offset: number
  readonly length: number
}

export interface FieldLayout {
  readonly name: string
  readonly analysed: boolean
  readonly documents: number
  readonly occurrences: number
  readonly terms: number
  /** Beginnings of the groups of terms: unsigned 40-bit numbers. */
  readonly groups: Span
  /** Bytes of the field in the term section. */
  readonly dictionary: Span
  /** Slots that have the field and their length bytes. */
  readonly norms?: Span
  /** Pairs of frequent terms that stand side by side (see write-pairs.ts); segments of before have none. */
  readonly pairs?: PairsLayout
}

export interface PairsLayout {
  readonly terms: number
  readonly groups: Span
  readonly dictionary: Span
  /** Documents that a term has to have for its pairs to be here. */
  readonly from: number
}

export interface NumberLayout {
  readonly name: string
  /** Slots (varint gaps) and values (doubles) after them. */
  readonly span: Span
  readonly count: number
}

/** What a reader has to know of a segment before anything else. */
export interface SegmentHeader {
  /** Bytes of a full block. */
  readonly blockBytes?: number
  readonly size: number
  readonly firstDocid: number
  readonly lastDocid: number
  readonly docids: Span
  /** Sixteen bytes a slot; what is no UUID stands in `otherIds`. */
  readonly ids: Span
  readonly otherIds: Readonly<Record<number, string>>
  readonly fields: readonly FieldLayout[]
  readonly numbers: readonly NumberLayout[]
}
