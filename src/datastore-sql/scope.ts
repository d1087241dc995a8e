import type { Expression } from './expression.ts'
import { missingColumn, SqlError } from './sql-error.ts'
import type { SqlType } from './sql-type.ts'

/** A column of something in FROM. */
export interface SourceColumn {
  readonly name: string
  readonly type: SqlType
  /** Its value in DuckDB's words. */
  readonly sql: string
  /** See Expression. */
  readonly written?: string | undefined
}

/** Something in FROM: a table, a subquery, a function. */
export interface Source {
  /** How the statement calls it; undefined for a join's own columns. */
  readonly name: string | undefined
  readonly columns: readonly SourceColumn[]
}

/** A common table. */
export interface CommonTable {
  readonly sqlName: string
  readonly columns: readonly {
    readonly name: string
    readonly type: SqlType
    readonly sqlName: string
    readonly written?: string | undefined
  }[]
}

/** What names mean at a place of the statement. */
export interface Scope {
  readonly sources: readonly Source[]
  /** Columns that USING and NATURAL joined: a bare name means these. */
  readonly merged: readonly SourceColumn[]
  readonly outer: Scope | undefined
  readonly commonTables: ReadonlyMap<string, CommonTable>
}

export const asExpression = ({ sql, type, written }: SourceColumn): Expression =>
  written === undefined ? { sql, type } : { sql, type, written }

function inSource(scope: Scope, source: string, column: string): Expression | undefined {
  const found = scope.sources.filter((one) => one.name === source)
  if (found.length === 0) return scope.outer ? inSource(scope.outer, source, column) : undefined
  const columns = found.flatMap((one) => one.columns.filter(({ name }) => name === column))
  if (columns.length > 1) throw new SqlError(`column reference "${column}" is ambiguous`)
  const [only] = columns
  if (!only) throw missingColumn(`${source}.${column}`)
  return asExpression(only)
}

/** A column by its table's name and its own. @throws SqlError */
export function qualifiedColumn(scope: Scope, source: string, column: string): Expression {
  const found = inSource(scope, source, column)
  if (!found) throw new SqlError(`missing FROM-clause entry for table "${source}"`)
  return found
}

/** A column by its bare name; undefined: there is none. @throws SqlError when there are several */
export function bareColumn(scope: Scope, name: string): Expression | undefined {
  const merged = scope.merged.find((column) => column.name === name)
  if (merged) return asExpression(merged)
  const columns = scope.sources.flatMap((source) => source.columns.filter((column) => column.name === name))
  if (columns.length > 1) throw new SqlError(`column reference "${name}" is ambiguous`)
  const [only] = columns
  if (only) return asExpression(only)
  return scope.outer ? bareColumn(scope.outer, name) : undefined
}

/** A whole row by the name of its table; undefined: there is no such table. */
export function wholeRow(scope: Scope, name: string): Expression | undefined {
  const source = scope.sources.find((one) => one.name === name)
  if (!source) return scope.outer ? wholeRow(scope.outer, name) : undefined
  return {
    sql: 'NULL',
    type: 'record',
    row: source.columns.map((column) => ({ name: column.name, value: asExpression(column) })),
  }
}
