import type { Database, Statement } from 'better-sqlite3'
import { ValidationError } from '../../core/errors.ts'
import type { Cell, NewColumn, Replaced, RowBatch } from '../door.ts'
import { Exact } from '../types/exact.ts'
import { PgError } from '../types/pg-error.ts'
import type { Stored } from '../types/pg-type.ts'
import { writeCell } from '../types/write-cell.ts'
import { checkCount, checkFields, checkNewTable } from './new-columns.ts'
import type { TableCatalog } from './table-catalog.ts'
import { type Column, type Index, type TableMeta, tableName } from './table-meta.ts'
import { extendTextIndex } from './text-index.ts'
import type { TableWriter } from './write-table.ts'

interface Load {
  meta: TableMeta
  /** Rows that one statement inserts. */
  readonly together: number
  readonly insertSome: Statement
  readonly insertOne: Statement
  /** Cells of a row with `_id` and `x`. */
  readonly width: number
  readonly nulled: number[]
  readonly readers: readonly ((value: Cell) => Stored | Exact)[]
  /** Cells that wait until they fill a statement; what is left of a batch is inserted row by row. */
  readonly cells: Stored[]
  count: number
  hasExact: boolean
  hasWide: boolean
}

/** Rows that are inserted by one statement, and values that it binds, at the most. */
const MOST_TOGETHER = 200
const MOST_BOUND = 4000

/** How the cells of a column are stored. @throws PgError when called for a cell that the type does not read */
function cellReader({ pgType: type }: Column): (value: Cell) => Stored | Exact {
  const { read, readNumber } = type
  const isText = type.name === 'text'
  const takesNumbers = type.family === 'number' ? readNumber : undefined
  return (value) => {
    if (typeof value === 'string') return isText ? value : value === '' ? null : read(value)
    if (typeof value === 'number' && takesNumbers) return takesNumbers(value)
    return writeCell(type, value)
  }
}

/** Keeps the text of a cell that a double can't tell. */
function noteExact(load: Load, exact: Record<string, string>, index: number, cell: Exact): void {
  const column = load.meta.columns[index]
  if (!column) return
  exact[String(column.number)] = cell.text
  load.hasExact = true
  load.hasWide ||= column.pgType.family === 'number' && cell.isWide
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
        readers: meta.columns.map(cellReader),
        cells: new Array<Stored>(together * names.length).fill(null),
        count: 0,
        hasExact: false,
        hasWide: false,
      })
      return meta.number
    },
    /** Adds rows. A cell that its column's type does not read becomes null and is counted. @returns rows so far */
    add: (token: number, rows: RowBatch): number => {
      const load = loadOf(token)
      const { readers, cells, nulled } = load
      let at = 0
      for (const row of rows) {
        cells[at++] = ++load.count
        let exact: Record<string, string> | undefined
        for (let index = 0; index < readers.length; index++) {
          const value = row[index]
          let cell: Stored | Exact = null
          if (value !== null && value !== undefined) {
            try {
              cell = readers[index]?.(value) ?? null
            } catch (error) {
              if (!(error instanceof PgError)) throw error
              nulled[index] = (nulled[index] ?? 0) + 1
            }
          }
          if (cell instanceof Exact) {
            exact ??= {}
            noteExact(load, exact, index, cell)
            cell = cell.key
          }
          cells[at++] = cell
        }
        cells[at++] = exact === undefined ? null : JSON.stringify(exact)
        if (at < cells.length) continue
        load.insertSome.run(cells)
        at = 0
      }
      for (let from = 0; from < at; from += load.width)
        load.insertOne.run(cells.slice(from, from + load.width))
      return load.count
    },
    /** @returns whether the new table is as searchable as the old one */
    index: (token: number, millis: number): boolean => {
      const load = loadOf(token)
      if (!load.meta.isSearchable && catalog.get(load.meta.resourceId)?.isSearchable === true)
        load.meta = extendTextIndex(db, load.meta, millis)
      return load.meta.searchableTo === undefined
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
      }
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
