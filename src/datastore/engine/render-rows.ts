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

/** Types whose texts never need quotes. */
const BARE = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8', 'timestamp', 'date'])

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A text that no spreadsheet runs. */
export const spreadsheetSafe = (text: string): string => (FORMULA.test(text) ? `'${text}` : text)

function csvField(text: string, format: 'csv' | 'tsv'): string {
  if (text === '') return '""'
  return needsQuotes[format].test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function csvCell({ pgType: type, number }: Column, format: 'csv' | 'tsv', isSafe: boolean): Cell {
  const key = String(number)
  const write = type.toCsv ?? type.toText
  const ofNull = type.csvNull ?? ''
  if (BARE.has(type.name))
    return (stored, exact) =>
      stored === null || stored === undefined ? ofNull : (exact?.[key] ?? write(plain(stored), undefined))
  const field = (text: string): string => csvField(isSafe ? spreadsheetSafe(text) : text, format)
  if (type.family === 'text') return (stored) => (stored === null ? '' : field(String(stored)))
  return (stored, exact) => {
    if (stored === null || stored === undefined) return ofNull
    const text = write(plain(stored), exact?.[key])
    // A timestamp that CKAN's to_char can't say is null, not an empty text.
    return text === '' ? '' : field(text)
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
  { hasExact, isSafe }: { readonly hasExact: boolean; readonly isSafe: boolean },
): (row: readonly Stored[]) => string {
  const exactAt = columns.length
  if (format === 'csv' || format === 'tsv') {
    const cells = columns.map((column) => csvCell(column, format, isSafe))
    const separator = format === 'csv' ? ',' : '\t'
    // Joining makes a plain text at once, where adding would make a rope that has to be kept until it is sent.
    const parts = new Array<string>(cells.length).fill('')
    return (row) => {
      const exact = hasExact ? exactsOf(row[exactAt]) : undefined
      for (let i = 0; i < cells.length; i++) parts[i] = cells[i]?.(row[i], exact) ?? ''
      if (parts.length === 1 && parts[0] === END_OF_DATA) return `"${END_OF_DATA}"\n`
      return `${parts.join(separator)}\n`
    }
  }
  const cells = columns.map(jsonCell)
  const names = columns.map(({ id }) => `${JSON.stringify(id)}:`)
  // A column that was asked for twice stands once in an object.
  const isFirst = columns.map((column, index) => columns.findIndex(({ id }) => id === column.id) === index)
  const shown = columns.flatMap((_, index) => (format === 'lists' || isFirst[index] ? [index] : []))
  const [open, close] = format === 'lists' ? ['[', ']'] : ['{', '}']
  const parts = new Array<string>(shown.length * 2 + 1).fill('')
  for (const [at, index] of shown.entries())
    parts[at * 2] = (at === 0 ? open : ',') + (format === 'lists' ? '' : (names[index] ?? ''))
  parts[parts.length - 1] = shown.length === 0 ? open + close : close
  return (row) => {
    const exact = hasExact ? exactsOf(row[exactAt]) : undefined
    for (let at = 0; at < shown.length; at++) {
      const index = shown[at] ?? 0
      parts[at * 2 + 1] = cells[index]?.(row[index], exact) ?? ''
    }
    return parts.join('')
  }
}
