import type { Database } from 'better-sqlite3'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import type { Exported, NumberWidths } from '../door.ts'
import type { Stored } from '../types/pg-type.ts'
import { type Column, ID, type TableMeta, tableName } from './table-meta.ts'
import { exactsOf } from './text-index.ts'

/** Characters gathered before they are written. */
const CHUNK = 1 << 20

type Exacts = Readonly<Record<string, string>> | undefined

const quoted = (text: string): string =>
  text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`

const POINT = '.'.charCodeAt(0)
const MINUS = '-'.charCodeAt(0)

/** Follows how long the numbers of a column are. */
function widthsOf() {
  const widths = { whole: 0, fraction: 0, leastFraction: Infinity, isOdd: false }
  const add = (text: string): void => {
    const from = text.charCodeAt(0) === MINUS ? 1 : 0
    let point = -1
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === POINT) point = at
      else if (code < 48 || code > 57) widths.isOdd = true
    }
    const end = point < 0 ? text.length : point
    widths.whole = Math.max(widths.whole, end - from)
    const fraction = point < 0 ? 0 : text.length - point - 1
    widths.fraction = Math.max(widths.fraction, fraction)
    widths.leastFraction = Math.min(widths.leastFraction, fraction)
  }
  return { widths: widths as Readonly<NumberWidths>, add }
}

/** How a column's cells are written, and the widths of its numbers. */
function columnWriter({ pgType: type, number }: Column) {
  const key = String(number)
  const isQuoted = type.affinity === 'TEXT'
  const textOf =
    type.family === 'boolean'
      ? (type.toCsv ?? type.toText)
      : type.family === 'array'
        ? type.toJson
        : type.toText
  const measured = type.name === 'numeric' ? widthsOf() : undefined
  const write = (cell: Stored | undefined, exact: Exacts): string => {
    if (cell === null || cell === undefined) return ''
    const text = textOf(typeof cell === 'bigint' ? cell.toString() : cell, exact?.[key])
    measured?.add(text)
    return isQuoted || /[",\r\n]/.test(text) ? quoted(text) : text
  }
  return { write, widths: measured?.widths ?? null }
}

/** Writes a whole table as CSV; see door.ts for the form of values. Reads one snapshot. */
export function exportCsv(db: Database, meta: TableMeta, file: string): Exported {
  const columns = [ID, ...meta.columns]
  const cells = columns.map(({ sql, pgType }) => (pgType.castToText ? `CAST(${sql} AS TEXT)` : sql))
  const rows = db
    .prepare(`SELECT ${[...cells, 'x'].join(', ')} FROM ${tableName(meta.number)} ORDER BY _id`)
    .raw()
  const exactAt = columns.length
  const writers = columns.map(columnWriter)
  const target = openSync(file, 'w')
  let count = 0
  try {
    let lines = [columns.map(({ id }) => quoted(id)).join(',')]
    let length = 0
    const parts = new Array<string>(columns.length).fill('')
    const flush = (): void => {
      writeFileSync(target, `${lines.join('\n')}\n`)
      lines = []
      length = 0
    }
    for (const row of rows.iterate() as IterableIterator<Stored[]>) {
      const exact = exactsOf(row[exactAt])
      for (let i = 0; i < writers.length; i++) parts[i] = writers[i]?.write(row[i], exact) ?? ''
      const line = parts.join(',')
      lines.push(line)
      length += line.length
      count++
      if (length > CHUNK) flush()
    }
    if (lines.length > 0) flush()
  } finally {
    closeSync(target)
  }
  return { version: meta.version, count, widths: writers.slice(1).map(({ widths }) => widths) }
}
