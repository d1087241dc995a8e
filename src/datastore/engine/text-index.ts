import type { Database } from 'better-sqlite3'
import { lexemes } from '../text/lexemes.ts'
import type { Stored } from '../types/pg-type.ts'
import { type TableMeta, tableName, textIndexName } from './table-meta.ts'

type Exacts = Readonly<Record<string, string>> | undefined

/** Rows between two looks at the clock. */
const BATCH = 200

/** What the column `x` holds. */
export const exactsOf = (x: unknown): Exacts =>
  typeof x === 'string' ? (JSON.parse(x) as Record<string, string>) : undefined

/** The text of a row that full text looks at: all values, as PostgreSQL prints them. */
export function rowText(meta: TableMeta, cells: readonly Stored[], exact: Exacts): string {
  let text = ''
  for (const [index, column] of meta.columns.entries()) {
    const cell = cells[index]
    if (cell === null || cell === undefined) continue
    const value = typeof cell === 'bigint' ? cell.toString() : cell
    const printed = column.pgType.toText(value, exact?.[String(column.number)])
    // A time is looked for as JSON has it.
    text += ` ${column.pgType.name.startsWith('timestamp') ? printed.replace(' ', 'T') : printed}`
    // CKAN keeps JSON in a pair whose members are named so.
    if (column.pgType.family === 'json') text += ' json extra'
  }
  return text
}

/** Whether a row is in the index; those behind are added when its making comes to them. */
const isIndexed = ({ isSearchable, searchableTo }: TableMeta, id: number): boolean =>
  isSearchable || (searchableTo !== undefined && id <= searchableTo)

/** The full-text index of a table, once its making has begun: words as PostgreSQL's english configuration makes them. */
export function textIndex(db: Database, meta: TableMeta) {
  const name = textIndexName(meta.number)
  const columns = ['_id', ...meta.columns.map(({ sql }) => sql), 'x'].join(', ')
  const insert = db.prepare(`INSERT INTO ${name} (rowid, words) VALUES (?, ?)`)
  const remove = db.prepare(`DELETE FROM ${name} WHERE rowid = ?`)
  const read = db.prepare(`SELECT ${columns} FROM ${tableName(meta.number)} WHERE _id = ?`).raw()
  const add = (id: number, cells: readonly Stored[], exact: Exacts): void => {
    insert.run(id, lexemes(rowText(meta, cells, exact), 'english').join(' '))
  }
  return {
    add: (id: number, cells: readonly Stored[], exact: Exacts): void => {
      if (isIndexed(meta, id)) add(id, cells, exact)
    },
    remove: (id: number): void => {
      if (isIndexed(meta, id)) remove.run(id)
    },
    /** After the row was changed. */
    refresh: (id: number): void => {
      if (!isIndexed(meta, id)) return
      const row = read.get(id) as Stored[] | undefined
      remove.run(id)
      if (row) add(id, row.slice(1, -1), exactsOf(row.at(-1)))
    },
  }
}

/** Whether writes must keep an index up to date. */
export const hasTextIndex = ({ isSearchable, searchableTo }: TableMeta): boolean =>
  isSearchable || searchableTo !== undefined

/**
 * Goes on with the index for some milliseconds; begins it if there is none.
 *
 * @returns the table as it is then: `isSearchable` when every row is in
 */
export function extendTextIndex(db: Database, meta: TableMeta, millis: number): TableMeta {
  const name = textIndexName(meta.number)
  const until = performance.now() + millis
  if (meta.searchableTo === undefined) {
    db.exec(`DROP TABLE IF EXISTS ${name}`)
    db.exec(
      `CREATE VIRTUAL TABLE ${name} USING fts5(words, content = '', contentless_delete = 1, detail = full, tokenize = "ascii tokenchars '-._@/:~%?=&+#'")`,
    )
  }
  const { isSearchable: _isSearchable, searchableTo = -1, ...rest } = meta
  const index = textIndex(db, { ...meta, isSearchable: true })
  const columns = ['_id', ...meta.columns.map(({ sql }) => sql), 'x'].join(', ')
  const sql = `SELECT ${columns} FROM ${tableName(meta.number)} WHERE _id > ? ORDER BY _id LIMIT ${String(BATCH)}`
  const batch = db.prepare(sql).raw()
  let last = searchableTo
  while (performance.now() < until) {
    const rows = batch.all(last) as Stored[][]
    for (const row of rows) index.add(Number(row[0]), row.slice(1, -1), exactsOf(row.at(-1)))
    if (rows.length < BATCH) return { ...rest, isSearchable: true }
    last = Number(rows.at(-1)?.[0])
  }
  return { ...rest, isSearchable: false, searchableTo: last }
}
