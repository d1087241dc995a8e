import type { CommonTable } from '../scope.ts'
import type { SqlType } from '../sql-type.ts'

/** A column of a result: its name in PostgreSQL, its name in DuckDB, its type. */
export interface OutputColumn {
  readonly name: string
  readonly sqlName: string
  readonly type: SqlType
  /** Of numbers: the name of a column beside it that has them as they were written. */
  readonly written?: string | undefined
}

export interface Translated {
  readonly sql: string
  readonly columns: readonly OutputColumn[]
}

/** A table that the statement may read. */
export interface ReadableTable {
  /** In DuckDB's words. */
  readonly sqlName: string
  readonly columns: CommonTable['columns']
}

export type FindTable = (name: string) => ReadableTable | undefined
