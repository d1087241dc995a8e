import type { JsonObject } from '../core/json.ts'
import type { JsonText } from '../core/json-text.ts'

/** A column as `fields` of an answer show it. */
export interface ShownField {
  readonly id: string
  /** PostgreSQL's short name as CKAN reports it: `text`, `int4`, `numeric`, `timestamp`, `_text`, `json`. */
  readonly type: string
  /** The data dictionary; absent when it was never set. */
  readonly info?: JsonObject
}

/** A column to be made; `type` in any spelling that PostgreSQL knows. */
export interface NewColumn {
  readonly id: string
  readonly type: string
  readonly info?: JsonObject
}

/** One cell on its way in: what PostgreSQL's type of the column reads, or null. `''` is null in all columns but text. */
export type Cell = string | number | bigint | boolean | null

/** What is known of a table without reading its rows. */
export interface TableInfo {
  /** The resource's id. */
  readonly resourceId: string
  /** Grows with each change of rows, columns or data dictionary, also over restarts: a copy made at this version is still right at it. */
  readonly version: number
  /** Rows, kept exactly. */
  readonly count: number
  /** Without `_id`, which comes first and is `int4`. */
  readonly columns: readonly (ShownField & { readonly nativeType: string })[]
  readonly aliases: readonly string[]
}

/** Some thousand rows, cells in the order of the columns; a row that is too short ends in nulls. */
export type RowBatch = readonly (readonly Cell[])[]

/** A table that takes the place of another as a whole. */
export interface Replacement {
  readonly columns: readonly NewColumn[]
  /** Batches of rows, as they are or as JSON in UTF-8, which crosses threads faster; the bytes are given away. */
  readonly rows: AsyncIterable<RowBatch | Uint8Array<ArrayBuffer>>
  /** Gives the load up when aborted; the old table stays. */
  readonly signal?: AbortSignal
  /** Called after each batch with the rows written so far. */
  readonly onProgress?: (rows: number) => void
}

export interface Replaced {
  readonly count: number
  /** For each column how many cells were not of its type and became null. */
  readonly nulled: readonly number[]
  readonly version: number
}

/**
 * How long the numbers of a column are: digits before and behind the point, the fewest behind it, and whether one is no
 * plain decimal.
 */
export interface NumberWidths {
  readonly whole: number
  readonly fraction: number
  readonly leastFraction: number
  readonly isOdd: boolean
}

/** What was written of a table. */
export interface Exported {
  readonly version: number
  readonly count: number
  /** For each column; null: it is not of the type numeric. */
  readonly widths: readonly (NumberWidths | null)[]
}

/** What the files and SQL of the DataStore need besides its actions; permissions are the caller's matter everywhere. */
export interface TableStore {
  /** The table of a resource's id, or of an alias. */
  readonly find: (idOrAlias: string) => Promise<TableInfo | undefined>
  /** Every table, in the order of their making. */
  readonly tables: () => Promise<readonly TableInfo[]>
  /**
   * Loads a whole table. The old one (if any) serves until the new one is complete; then they change places in one
   * commit. Aliases stay, the data dictionary stays for columns of the same name whose `info` is not given, primary key
   * and indexes stay where their columns do. Afterwards the caller sets `datastore_active` of the resource (see
   * catalogue/datastore-active.ts).
   *
   * @throws ValidationError for columns that can't be made; anything that `rows` throws (the old table stays)
   */
  readonly replaceTable: (resourceId: string, replacement: Replacement) => Promise<Replaced>
  /**
   * Writes the table, all rows by `_id`, as CSV with a header line to a file: the fastest way to copy it elsewhere.
   * Values are PostgreSQL's texts (`t`/`f`, `2020-01-31 10:11:12.5`, JSON for json and arrays); null is nothing between
   * two commas, a text (also the empty one) always stands in quotes. Constant memory, in a thread of its own.
   *
   * @returns what was written, at one version; undefined: no such table
   */
  readonly exportCsv: (resourceId: string, file: string) => Promise<Exported | undefined>
}

/** A page of rows as the answer holds it. */
export interface SearchPage {
  readonly fields: readonly ShownField[]
  /** A JSON array, or for csv and tsv a JSON text. */
  readonly records: JsonText
  readonly total?: number
  readonly totalWasEstimated?: boolean
  /** Keyset of the page that follows, when asked for and the order is `_id` alone. */
  readonly nextPage?: number
}
