/** What JSON nests, as its text: a list or an object. */
export interface NestedCell {
  readonly json: string
}

/** A cell as its file holds it, not yet of a type; numbers and dates are text here, too. */
export type RawCell = string | NestedCell | null

export type RawRow = readonly RawCell[]

/** A file that holds one table, opened. */
export interface TableSource {
  /** How the file is written: `CSV`, `XLSX`, … */
  readonly format: string
  /** What had to be decided to read it, each a sentence. */
  readonly decisions: readonly string[]
  /** The names of the columns, where the format has them; else they are looked for in the first rows. */
  readonly names?: readonly string[]
  /** Numbers are likely written with a decimal comma (the delimiter is a semicolon). */
  readonly commaDecimals?: boolean
  /** Part of the file that the latest `rows` has read, 0 to 1, where a file is read from its beginning to its end. */
  readonly portion?: () => number
  /** The rows in batches; each call reads the file from its beginning. */
  readonly rows: () => AsyncIterable<readonly RawRow[]>
}
