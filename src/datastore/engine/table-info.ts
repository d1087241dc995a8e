import type { Database } from 'better-sqlite3'
import type { JsonObject } from '../../core/json.ts'
import { indexName } from './names.ts'
import type { TableMeta } from './table-meta.ts'
import { tableName } from './table-meta.ts'

export interface ShownTable {
  readonly meta: JsonObject
  readonly fields: readonly JsonObject[]
}

/** Bytes of a table's cells as far as a sample tells: SQLite keeps no sizes, and reading all would be slow. */
function sizeOf(db: Database, meta: TableMeta): number {
  const sample = 100
  const sizes = meta.columns.map(({ sql }) => `coalesce(length(${sql}), 0)`)
  const sum = sizes.length === 0 ? '0' : sizes.slice(0, 500).join(' + ')
  const average = db
    .prepare(`SELECT avg(n) FROM (SELECT ${sum} AS n FROM ${tableName(meta.number)} LIMIT ${String(sample)})`)
    .pluck()
    .get() as number | null
  return Math.round((average ?? 0) * meta.count) + 8192
}

/** What datastore_info answers: @param aliases the newest first */
export function tableInfo(db: Database, meta: TableMeta, aliases: readonly string[]): ShownTable {
  const pages = db.pragma('page_count', { simple: true }) as number
  const pageSize = db.pragma('page_size', { simple: true }) as number
  const visible = meta.indexes.filter((index) => index.kind !== 'own')
  return {
    meta: {
      id: meta.resourceId,
      count: meta.count,
      table_type: 'BASE TABLE',
      size: sizeOf(db, meta),
      db_size: pages * pageSize,
      idx_size: visible.length * 8192,
      aliases,
    },
    fields: meta.columns.map(({ id, pgType, info }) => {
      // A lexeme list is always indexed.
      const isText = pgType.name === 'tsvector'
      const index = visible.findLast(({ columns }) => columns.includes(id))
      return {
        id,
        type: pgType.sqlName === 'nested' ? 'nested' : pgType.name,
        ...(info === undefined ? {} : { info }),
        schema: {
          native_type: pgType.sqlName === 'nested[]' ? 'json[]' : pgType.sqlName,
          notnull: false,
          index_name: index?.name ?? (isText ? indexName(meta.resourceId, [id]) : null),
          is_index: isText || index !== undefined,
          uniquekey: false,
        },
      }
    }),
  }
}
