import type { Stored } from '../types/pg-type.ts'
import type { Column } from './table-meta.ts'

export type RecordsFormat = 'objects' | 'lists' | 'csv' | 'tsv'

type Exacts = Readonly<Record<string, string>> | undefined
type Cell = (stored: Stored | undefined, exact: Exacts) => string

const plain = (stored: string | number | bigint): string | number =>
  typeof stored === 'bigint' ? stored.toString() : stored

/** A column's cells as JSON. */
function jsonCell({ pgType: type, number }: Column): Cell {
  if (type.name === 'text') return (stored) => (stored === null ? 'null' : JSON.stringify(stored))
  if (type.name === 'int4' || type.name === 'int8')
    return (stored) => (stored === null ? 'null' : String(stored))
  const key = String(number)
  return (stored, exact) =>
    stored === null || stored === undefined ? 'null' : type.toJson(plain(stored), exact?.[key])
}

/** What PostgreSQL's CSV puts in quotes. */
const needsQuotes = { csv: /[",\r\n]/, tsv: /["\t\r\n]/ }

function csvField(text: string, format: 'csv' | 'tsv'): string {
  if (text === '') return '""'
  return needsQuotes[format].test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csvCell({ pgType: type, number }: Column, format: 'csv' | 'tsv'): Cell {
  const key = String(number)
  const write = type.toCsv ?? type.toText
  const ofNull = type.csvNull ?? ''
  if (type.family === 'text') return (stored) => (stored === null ? '' : csvField(String(stored), format))
  return (stored, exact) => {
    if (stored === null || stored === undefined) return ofNull
    const text = write(plain(stored), exact?.[key])
    // A timestamp that CKAN's to_char can't say is null, not an empty text.
    return text === '' ? '' : csvField(text, format)
  }
}

const exactsOf = (x: unknown): Exacts =>
  typeof x === 'string' ? (JSON.parse(x) as Record<string, string>) : undefined

/** The signs that PostgreSQL's CSV would read as the end of the data. */
const END_OF_DATA = '\\.'

/**
 * Makes a writer for rows whose cells stand in the order of `columns`, with the column `x` last where `hasExact`.
 *
 * @returns what the answer's `records` consist of: members of a JSON array, or lines
 */
export function rowRenderer(
  columns: readonly Column[],
  format: RecordsFormat,
  hasExact: boolean,
): (row: readonly Stored[]) => string {
  const exactAt = columns.length
  if (format === 'csv' || format === 'tsv') {
    const cells = columns.map((column) => csvCell(column, format))
    const separator = format === 'csv' ? ',' : '\t'
    return (row) => {
      const exact = hasExact ? exactsOf(row[exactAt]) : undefined
      let line = ''
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) line += separator
        line += cells[i]?.(row[i], exact) ?? ''
      }
      return `${line === END_OF_DATA ? `"${line}"` : line}\n`
    }
  }
  const cells = columns.map(jsonCell)
  const names = columns.map(({ id }) => `${JSON.stringify(id)}:`)
  // A column that was asked for twice stands once in an object.
  const isFirst = columns.map((column, index) => columns.findIndex(({ id }) => id === column.id) === index)
  const [open, close] = format === 'lists' ? ['[', ']'] : ['{', '}']
  return (row) => {
    const exact = hasExact ? exactsOf(row[exactAt]) : undefined
    let text = open
    for (let i = 0; i < cells.length; i++) {
      if (format === 'objects') {
        if (!isFirst[i]) continue
        text += (text.length > 1 ? ',' : '') + (names[i] ?? '')
      } else if (i > 0) text += ','
      text += cells[i]?.(row[i], exact) ?? ''
    }
    return text + close
  }
}
