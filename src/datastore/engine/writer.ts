import type { Database } from 'better-sqlite3'
import type { NewColumn, RowBatch } from '../door.ts'
import { receiveRecords, type SentRecords } from '../thread-messages.ts'
import { bulkLoads } from './bulk-load.ts'
import { indexName } from './names.ts'
import { type Intent, tableCatalog } from './table-catalog.ts'
import { hasIndex, type Index, tableName } from './table-meta.ts'
import { extendTextIndex } from './text-index.ts'
import { triggerFunctions } from './trigger-functions.ts'
import { type CreateRequest, tableWriter, type UpsertRequest } from './write-table.ts'

/** Smaller tables are read faster than an index of theirs is made. */
const WORTH_AN_INDEX = 5000
/** Milliseconds that others wait for a part of an index. */
const SLICE = 60
/** Each index makes writes slower. */
const MOST_OWN = 16

const utf8 = new TextDecoder()

/** Everything that writes, by name: what the writing thread is asked to do. Each call is a step that can fail alone. */
export function createWriter(db: Database) {
  const catalog = tableCatalog(db)
  const tables = tableWriter(db, catalog)
  const loads = bulkLoads(db, catalog, tables)
  const functions = triggerFunctions(db)
  const methods = {
    create: (request: Omit<CreateRequest, 'records'>, records: SentRecords) => {
      functions.check(request.triggers)
      return tables.create({ ...request, records: receiveRecords(records) })
    },
    upsert: (request: Omit<UpsertRequest, 'records'>, records: SentRecords) =>
      tables.upsert({ ...request, records: receiveRecords(records) }),
    deleteRows: tables.deleteRows,
    drop: tables.drop,
    /** An index for columns that queries use. @returns whether one was made */
    index: (resourceId: string, columns: readonly string[]): boolean => {
      const meta = catalog.get(resourceId)
      if (!meta || meta.count < WORTH_AN_INDEX || hasIndex(meta, columns)) return false
      if (meta.indexes.filter(({ kind }) => kind === 'own').length >= MOST_OWN) return false
      if (columns.some((id) => meta.byId.get(id)?.pgType.unordered !== undefined || !meta.byId.has(id)))
        return false
      const index: Index = { name: indexName(resourceId, columns), columns, kind: 'own' }
      tables.makeIndex(meta, index)
      catalog.update({ ...meta, indexes: [...meta.indexes, index] })
      db.exec(`ANALYZE ${tableName(meta.number)}`)
      return true
    },
    /** Goes on with the full-text index for a while, so that others can write in between. @returns whether it is complete */
    searchable: (resourceId: string): boolean => {
      const meta = catalog.get(resourceId)
      if (!meta || meta.isSearchable) return true
      const after = extendTextIndex(db, meta, SLICE)
      catalog.update(after)
      return after.isSearchable
    },
    beginLoad: (resourceId: string, columns: readonly NewColumn[]) => loads.begin(resourceId, columns),
    /** @returns rows of the load so far */
    addRows: (token: number, rows: RowBatch | Uint8Array) =>
      loads.add(token, rows instanceof Uint8Array ? (JSON.parse(utf8.decode(rows)) as RowBatch) : rows),
    /** Goes on with the full-text index of the new table, if the old one has one. @returns whether there is nothing left to do */
    indexLoad: (token: number) => loads.index(token, SLICE),
    finishLoad: (token: number) => loads.finish(token),
    abortLoad: (token: number) => {
      loads.abort(token)
    },
    /** Drops the physical table that another took the place of. */
    dropPhysical: (number: number) => {
      tables.dropPhysical(number)
    },
    putIntent: (resourceId: string, kind: Intent) => {
      catalog.putIntent(resourceId, kind)
    },
    removeIntent: (resourceId: string) => {
      catalog.removeIntent(resourceId)
    },
    /** Drops physical tables that nothing names: loads that a crash cut off. */
    sweep: (): void => {
      const known = new Set(catalog.all().map(({ number }) => number))
      const names = db
        .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 't[0-9]*'`)
        .pluck()
        .all() as string[]
      for (const name of names) {
        const number = Number(name.slice(1))
        if (!known.has(number)) tables.dropPhysical(number)
      }
    },
    createFunction: functions.create,
    deleteFunction: functions.remove,
  }
  return { methods, keepLostIds: tables.keepLostIds }
}

export type WriterMethods = ReturnType<typeof createWriter>['methods']
