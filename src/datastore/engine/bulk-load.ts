import type { Database, Statement } from 'better-sqlite3'
import { ValidationError } from '../../core/errors.ts'
import type { Cell, NewColumn, Replaced } from '../door.ts'
import { Exact } from '../types/exact.ts'
import { PgError } from '../types/pg-error.ts'
import type { Stored } from '../types/pg-type.ts'
import { writeCell } from '../types/write-cell.ts'
import { checkCount, checkFields, checkNewTable } from './new-columns.ts'
import type { TableCatalog } from './table-catalog.ts'
import { type Column, type Index, type TableMeta, tableName } from './table-meta.ts'
import { buildTextIndex } from './text-index.ts'
import type { TableWriter } from './write-table.ts'

interface Load {
  readonly meta: TableMeta
  /** Rows that one statement inserts. */
  readonly together: number
  readonly insertSome: Statement
  readonly insertOne: Statement
  /** Cells of a row with `_id` and `x`. */
  readonly width: number
  readonly nulled: number[]
  count: number
  hasExact: boolean
  hasWide: boolean
}

/** Rows that are inserted by one statement, and values that it binds, at the most. */
const MOST_TOGETHER = 40
const MOST_BOUND = 4000

/** Cells that need no type to look at them. */
function cellOf(column: Column, value: Cell | undefined): Stored | Exact {
  if (value === null || value === undefined) return null
  const { pgType: type } = column
  if (typeof value === 'string') {
    if (type.name === 'text') return value
    return value === '' ? null : type.read(value)
  }
  return writeCell(type, value)
}

/** Loads of whole tables that are under way, by the numbers of their physical tables. */
export function bulkLoads(db: Database, catalog: TableCatalog, writer: TableWriter) {
  const loads = new Map<number, Load>()
  const loadOf = (token: number): Load => {
    const load = loads.get(token)
    if (!load) throw new Error(`no load ${String(token)} is under way`)
    return load
  }
  /** Key and indexes of the old table whose columns the new one has. */
  const kept = (before: TableMeta | undefined, meta: TableMeta): Index[] =>
    (before?.indexes ?? []).filter(({ columns }) => columns.every((id) => meta.byId.has(id)))

  return {
    /** Makes the new physical table. @returns a token for the load @throws ValidationError */
    begin: (resourceId: string, columns: readonly NewColumn[]): number => {
      checkFields(columns)
      checkNewTable(columns)
      checkCount(columns.length)
      if (new Set(columns.map(({ id }) => id)).size < columns.length)
        throw new ValidationError({ field: ['Duplicate column names are not supported'] })
      const before = catalog.get(resourceId)
      const fields = columns.map(({ id, type, info }) => {
        const known = info ?? before?.byId.get(id)?.info
        return { id, type, ...(known === undefined ? {} : { info: known }) }
      })
      const meta = writer.emptyMeta(resourceId, fields)
      writer.makeTable(meta)
      const names = ['_id', ...meta.columns.map(({ sql }) => sql), 'x']
      const row = `(${names.map(() => '?').join(', ')})`
      const insert = (rows: number): Statement =>
        db.prepare(
          `INSERT INTO ${tableName(meta.number)} (${names.join(', ')}) VALUES ${Array<string>(rows).fill(row).join(', ')}`,
        )
      const together = Math.max(1, Math.min(MOST_TOGETHER, Math.floor(MOST_BOUND / names.length)))
      loads.set(meta.number, {
        meta,
        together,
        insertSome: insert(together),
        insertOne: insert(1),
        width: names.length,
        nulled: columns.map(() => 0),
        count: 0,
        hasExact: false,
        hasWide: false,
      })
      return meta.number
    },
    /** Adds rows. A cell that its column's type does not read becomes null and is counted. */
    add: (token: number, rows: readonly (readonly Cell[])[]): void => {
      const load = loadOf(token)
      const { columns } = load.meta
      let cells: Stored[] = []
      for (const row of rows) {
        cells.push(load.count + 1)
        let exact: Record<string, string> | undefined
        for (const [index, column] of columns.entries()) {
          let cell: Stored | Exact = null
          try {
            cell = cellOf(column, row[index])
          } catch (error) {
            if (!(error instanceof PgError)) throw error
            load.nulled[index] = (load.nulled[index] ?? 0) + 1
          }
          if (cell instanceof Exact) {
            exact ??= {}
            exact[String(column.number)] = cell.text
            load.hasWide ||= column.pgType.family === 'number' && cell.isWide
            cells.push(cell.key)
          } else cells.push(cell)
        }
        if (exact) load.hasExact = true
        cells.push(exact === undefined ? null : JSON.stringify(exact))
        load.count++
        if (cells.length < load.together * load.width) continue
        load.insertSome.run(cells)
        cells = []
      }
      for (let at = 0; at < cells.length; at += load.width)
        load.insertOne.run(cells.slice(at, at + load.width))
    },
    /** Puts the new table in the place of the old. @throws ValidationError when the old table's key is not unique in the new one */
    finish: (token: number): Replaced & { readonly replaced: number | undefined } => {
      const { meta, count, hasExact, hasWide, nulled } = loadOf(token)
      const before = catalog.get(meta.resourceId)
      const indexes = kept(before, meta)
      for (const index of indexes) writer.makeIndex(meta, index)
      const version = catalog.next('version')
      const after: TableMeta = {
        ...meta,
        seq: before?.seq ?? meta.seq,
        triggers: before?.triggers ?? [],
        indexes,
        count,
        nextId: count + 1,
        hasExact,
        hasWide,
        version,
        isSearchable: before?.isSearchable === true,
      }
      if (after.isSearchable) buildTextIndex(db, after)
      if (before) catalog.update(after)
      else catalog.insert(after)
      catalog.putIntent(meta.resourceId, 'active')
      loads.delete(token)
      return { count, nulled, version, replaced: before?.number }
    },
    abort: (token: number): void => {
      if (!loads.delete(token)) return
      writer.dropPhysical(token)
    },
  }
}
