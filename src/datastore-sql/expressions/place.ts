import type { Node, WindowDef } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import type { Scope } from '../scope.ts'
import type { SqlType } from '../sql-type.ts'

/** Where an expression stands. */
export interface Place {
  readonly scope: Scope
  readonly windows: ReadonlyMap<string, WindowDef>
  /** Takes a function that gives rows out of the select list; absent where none may stand. */
  readonly lift?: (set: Expression) => Expression
  /** A subquery in DuckDB's words, and its columns. */
  readonly subquery: (
    node: Node,
    scope: Scope,
  ) => { readonly sql: string; readonly types: readonly SqlType[] }
  /** The text of the statement, for names as they were written. */
  readonly sql: string
  readonly depth: number
  /** Translates a part of the expression (translate-expression.ts). */
  readonly translate: (node: Node | undefined, place: Place) => Expression
}
