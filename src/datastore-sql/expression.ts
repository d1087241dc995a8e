import type { SqlType } from './sql-type.ts'

/** An expression in DuckDB's words, with the type that it has in PostgreSQL. */
export interface Expression {
  readonly sql: string
  readonly type: SqlType
  /** The text of a quoted literal, or of a number. */
  readonly literal?: string
  /** Of a column of numbers: their texts, with all zeros at the end. */
  readonly written?: string
  /** Made of literals alone: its digits are shown as they were written. */
  readonly isConstant?: boolean
  /** The columns of a whole row (type `record`). */
  readonly row?: readonly { readonly name: string; readonly value: Expression }[]
}

const QUOTE = /'/g

/** A text as a literal. */
export const quoted = (text: string): string => `'${text.replace(QUOTE, "''")}'`
