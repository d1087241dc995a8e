import type { Scope } from './scope.ts'
import type { SqlType } from './sql-type.ts'

/** An expression in DuckDB's words, with the type that it has in PostgreSQL. */
export interface Expression {
  readonly sql: string
  readonly type: SqlType
  /** The text of a quoted literal, or of a number. */
  readonly literal?: string
  /** Made of literals alone: its digits are shown as they were written. */
  readonly isConstant?: boolean
  /** The columns of a whole row (type `record`). */
  readonly row?: readonly { readonly name: string; readonly value: Expression }[]
}

/** A select list's place in the statement. */
export interface Place {
  readonly scope: Scope
  /** Functions that give a set of rows are lifted out of the select list. */
  readonly lift?: (sql: string, type: SqlType) => Expression
}

/** What expressions need of the translator: functions and subqueries refer to each other. */
export interface Translate {
  readonly place: Place
  readonly sql: string
}

const QUOTE = /'/g

/** A text as a literal. */
export const quoted = (text: string): string => `'${text.replace(QUOTE, "''")}'`
