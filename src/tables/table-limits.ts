/** What a file may cost before it is given up. Bytes unless said otherwise. */
export interface TableLimits {
  /** What a compressed file may unpack to. */
  readonly unpackedSize: number
  /** A spreadsheet is read as a whole: what its parts may unpack to. */
  readonly spreadsheetSize: number
  /** A JSON document is read as a whole. */
  readonly jsonSize: number
  /** A record that is longer is taken for one with a quote that nobody closed. */
  readonly recordLength: number
  /** Columns of a table. */
  readonly columns: number
}

const MEGABYTE = 1024 * 1024

export const TABLE_LIMITS: TableLimits = {
  unpackedSize: 4096 * MEGABYTE,
  spreadsheetSize: 512 * MEGABYTE,
  jsonSize: 256 * MEGABYTE,
  recordLength: 48 * MEGABYTE,
  columns: 1500,
}
