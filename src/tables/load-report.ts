import type { ColumnType } from './decide-columns.ts'

export interface ColumnReport {
  readonly id: string
  readonly type: ColumnType
  /** Why this type. */
  readonly reason: string
  /** What stood in the file, where it differs from `id`. */
  readonly heading?: string
  /** Cells without a value. */
  readonly empty: number
  /** Cells that became null because they were no value of the type; marks for missing values among them. */
  readonly nulled: number
  /** Some of these cells as they stood there. */
  readonly nulled_samples: readonly string[]
}

/** What became of a file, and why: the answer of `resource_load_report`. */
export interface TableReport {
  /** `CSV`, `XLSX`, … */
  readonly format: string
  readonly rows: number
  readonly columns: readonly ColumnReport[]
  /** Sentences: encoding, delimiter, sheet, header, what was left out. */
  readonly decisions: readonly string[]
}
