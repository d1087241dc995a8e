import type { JsonObject } from '../../core/json.ts'
import { int4 } from '../types/numbers.ts'
import type { PgType } from '../types/pg-type.ts'

/** A column as it is kept. */
export interface StoredColumn {
  /** Of the physical column, c<number>. */
  readonly number: number
  readonly id: string
  /** As it was declared, in PostgreSQL's spelling: `numeric(6,2)`. */
  readonly type: string
  readonly info?: JsonObject
}

export interface Index {
  /** CKAN's name: sha1 of the resource's id and the columns. */
  readonly name: string
  readonly columns: readonly string[]
  /** `key`: unique; `asked`: by datastore_create; `own`: made because queries use it. */
  readonly kind: 'key' | 'asked' | 'own'
}

export interface Trigger {
  readonly function: string
  readonly when: string
  readonly for_each: string
}

/** What `layout` holds. */
export interface Layout {
  readonly columns: readonly StoredColumn[]
  /** Number for the next column. */
  readonly nextColumn: number
  readonly indexes: readonly Index[]
  readonly triggers: readonly Trigger[]
  /** Some cell has its text in the column `x`. */
  readonly hasExact: boolean
  /** Some number has more digits than a double: order and equality must look at the text. */
  readonly hasWide: boolean
  /** The full-text index exists, and follows all writes. */
  readonly isSearchable: boolean
  /** While that index is made: the last `_id` in it. */
  readonly searchableTo?: number
}

export interface Column extends StoredColumn {
  readonly pgType: PgType
  /** Its name in SQL. */
  readonly sql: string
}

/** A table with all that is known of it. */
export interface TableMeta extends Omit<Layout, 'columns'> {
  readonly resourceId: string
  readonly number: number
  readonly seq: number
  readonly count: number
  readonly nextId: number
  readonly version: number
  readonly columns: readonly Column[]
  readonly byId: ReadonlyMap<string, Column>
}

/** The physical table's name: t<number>. */
export const tableName = (number: number): string => `t${String(number)}`
/** Its full-text index. */
export const textIndexName = (number: number): string => `q${String(number)}`

export const keyOf = (meta: Pick<TableMeta, 'indexes'>): readonly string[] | undefined =>
  meta.indexes.find((index) => index.kind === 'key')?.columns

/** Whether some index begins with the columns. */
export const hasIndex = (meta: Pick<TableMeta, 'indexes'>, columns: readonly string[]): boolean =>
  meta.indexes.some((index) => columns.every((id, at) => index.columns[at] === id))

/** `_id` as a column. */
export const ID: Column = Object.freeze({ number: 0, id: '_id', type: 'int4', sql: '_id', pgType: int4 })
