import type { Database } from 'better-sqlite3'
import { lexemes } from '../text/lexemes.ts'
import type { Stored } from '../types/pg-type.ts'
import { type TableMeta, tableName, textIndexName } from './table-meta.ts'

type Exacts = Readonly<Record<string, string>> | undefined

const BATCH = 2000
/** Bytes of words that FTS5 gathers before it writes them: much while an index is made, its default afterwards. */
const MUCH_MEMORY = 67_108_864n
const LITTLE_MEMORY = 1_048_576n

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

/** The full-text index of a table: words as PostgreSQL's english configuration makes them. */
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
    add,
    remove: (id: number): void => {
      remove.run(id)
    },
    /** After the row was changed. */
    refresh: (id: number): void => {
      const row = read.get(id) as Stored[] | undefined
      remove.run(id)
      if (!row) return
      add(id, row.slice(1, -1), exactsOf(row.at(-1)))
    },
  }
}

/** Makes the index and fills it. */
export function buildTextIndex(db: Database, meta: TableMeta): void {
  const name = textIndexName(meta.number)
  db.exec(`DROP TABLE IF EXISTS ${name}`)
  db.exec(
    `CREATE VIRTUAL TABLE ${name} USING fts5(words, content = '', contentless_delete = 1, detail = full, tokenize = "ascii tokenchars '-._@/:~%?=&+#'")`,
  )
  const index = textIndex(db, meta)
  const configure = db.prepare(`INSERT INTO ${name} (${name}, rank) VALUES (?, ?)`)
  configure.run('hashsize', MUCH_MEMORY)
  const columns = ['_id', ...meta.columns.map(({ sql }) => sql), 'x'].join(', ')
  const batch = db
    .prepare(
      `SELECT ${columns} FROM ${tableName(meta.number)} WHERE _id > ? ORDER BY _id LIMIT ${String(BATCH)}`,
    )
    .raw()
  for (
    let rows = batch.all(-1) as Stored[][];
    rows.length > 0;
    rows = batch.all(rows.at(-1)?.[0]) as Stored[][]
  ) {
    for (const row of rows) index.add(Number(row[0]), row.slice(1, -1), exactsOf(row.at(-1)))
  }
  configure.run('hashsize', LITTLE_MEMORY)
}
