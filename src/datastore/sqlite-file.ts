import Sqlite from 'better-sqlite3'
import type { ShownField } from './door.ts'
import { pgType } from './types/pg-types.ts'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** SQLite takes `a` and `A` for the same column. */
function uniqueNames(fields: readonly ShownField[]): readonly string[] {
  const taken = new Set<string>()
  return fields.map(({ id }) => {
    let name = id
    for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${id}_${String(count)}`
    taken.add(name.toLowerCase())
    return name
  })
}

function cellOf(value: unknown): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  return value as string | number | bigint | null
}

/** An SQLite file with one table of rows, for people to take away. */
export interface SqliteFile {
  /** Cells are what JSON has; nested ones become their text, true is 1. */
  readonly add: (rows: readonly (readonly unknown[])[]) => void
  readonly close: () => void
}

/** @param file made anew */
export function createSqliteFile(file: string, table: string, fields: readonly ShownField[]): SqliteFile {
  const db = new Sqlite(file)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  const columns = uniqueNames(fields).map((name, at) => {
    const type = fields[at]?.type ?? 'text'
    const affinity = type === 'int' ? 'INTEGER' : (pgType(type)?.affinity ?? 'TEXT')
    return `${quoted(name)} ${name === '_id' && at === 0 ? 'INTEGER PRIMARY KEY' : affinity}`
  })
  db.exec(`CREATE TABLE ${quoted(table)} (${columns.join(', ')})`)
  const insert = db.prepare(`INSERT INTO ${quoted(table)} VALUES (${fields.map(() => '?').join(', ')})`)
  return {
    add: db.transaction((rows: readonly (readonly unknown[])[]) => {
      for (const row of rows) insert.run(row.map(cellOf))
    }),
    close: () => {
      db.close()
    },
  }
}
