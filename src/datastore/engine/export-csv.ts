import type { Database } from 'better-sqlite3'
import { closeSync, openSync, writeSync } from 'node:fs'
import type { Stored } from '../types/pg-type.ts'
import { ID, type TableMeta, tableName } from './table-meta.ts'
import { exactsOf } from './text-index.ts'

/** Characters gathered before they are written. */
const CHUNK = 1 << 20

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Writes a whole table as CSV; see door.ts for the form of values. Reads one snapshot. */
export function exportCsv(
  db: Database,
  meta: TableMeta,
  file: string,
): { readonly version: number; readonly count: number } {
  const columns = [ID, ...meta.columns]
  const cells = columns.map(({ sql, pgType }) => (pgType.castToText ? `CAST(${sql} AS TEXT)` : sql))
  const rows = db
    .prepare(`SELECT ${[...cells, 'x'].join(', ')} FROM ${tableName(meta.number)} ORDER BY _id`)
    .raw()
  const exactAt = columns.length
  const writers = columns.map(({ pgType: type, number }) => {
    const key = String(number)
    const isQuoted = type.affinity === 'TEXT'
    const write =
      type.family === 'boolean'
        ? (type.toCsv ?? type.toText)
        : type.family === 'array'
          ? type.toJson
          : type.toText
    return (cell: Stored | undefined, exact: Readonly<Record<string, string>> | undefined): string => {
      if (cell === null || cell === undefined) return ''
      const text = write(typeof cell === 'bigint' ? cell.toString() : cell, exact?.[key])
      return isQuoted || /[",\r\n]/.test(text) ? quoted(text) : text
    }
  })
  const target = openSync(file, 'w')
  let count = 0
  try {
    let text = `${columns.map(({ id }) => quoted(id)).join(',')}\n`
    for (const row of rows.iterate() as IterableIterator<Stored[]>) {
      const exact = exactsOf(row[exactAt])
      for (let i = 0; i < writers.length; i++)
        text += (i > 0 ? ',' : '') + (writers[i]?.(row[i], exact) ?? '')
      text += '\n'
      count++
      if (text.length > CHUNK) {
        writeSync(target, text)
        text = ''
      }
    }
    writeSync(target, text)
  } finally {
    closeSync(target)
  }
  return { version: meta.version, count }
}
