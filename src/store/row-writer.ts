import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

const quoted = (name: string): string => `"${name}"`

/**
 * Writes rows of a table that is written often. Values are bound by their place: looking each up by its name takes as
 * long again as a row's columns.
 *
 * @param key the column that names a row
 * @param indexed columns that indexes are made of: an UPDATE that names one writes its indexes anew, changed or not
 */
export function rowWriter<Column extends string, Indexed extends Column>(
  db: Database,
  table: string,
  columns: readonly Column[],
  { key, indexed }: { readonly key: Column; readonly indexed: readonly Indexed[] },
) {
  type Row = Readonly<Record<Column, unknown>>
  const plain = columns.filter((name) => name !== key && !(indexed as readonly string[]).includes(name))
  const upsert = db.prepare(upsertSql(table, columns, key, () => '?'))
  const settings = plain.map((name) => `${quoted(name)} = ?`).join(', ')
  const updatePlain = db.prepare(`UPDATE ${quoted(table)} SET ${settings} WHERE ${quoted(key)} = ?`)
  const valuesOf = (row: Row, names: readonly Column[]): unknown[] => names.map((name) => row[name])
  return {
    /** Adds the row, or replaces the one of the same key. */
    put: (row: Row): void => {
      upsert.run(valuesOf(row, columns))
    },
    /** Replaces a row that is there; `before` is what was indexed of it. */
    replace: (row: Row, before: Readonly<Record<Indexed, unknown>>): void => {
      if (indexed.some((name) => row[name] !== before[name])) upsert.run(valuesOf(row, columns))
      else updatePlain.run([...valuesOf(row, plain), row[key]])
    },
  }
}
