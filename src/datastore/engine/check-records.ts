import { ValidationError } from '../../core/errors.ts'

export type Row = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refused = (message: string): ValidationError => new ValidationError({ records: [message] })

/** What came as `records`: a text or an object counts as a list that begins with no object, as in CKAN. */
export function listOf(records: unknown): readonly unknown[] {
  if (Array.isArray(records)) return records as readonly unknown[]
  if (typeof records === 'object' && records !== null) return Object.keys(records)
  return typeof records === 'string' ? [...records] : [records]
}

/** The first record, of which new columns are made. @throws ValidationError unless it is an object */
export function firstRecord(records: readonly unknown[]): Row | undefined {
  if (records.length === 0) return undefined
  const [first] = records
  if (!isRow(first)) throw refused('The first row is not a json object')
  return first
}

/** @throws ValidationError for a record that is no object (counted from 0), or has keys that are no columns (from 1) */
export function checkRecords(records: readonly unknown[], isColumn: (id: string) => boolean): readonly Row[] {
  for (const [index, record] of records.entries()) {
    if (!isRow(record)) throw refused(`row "${String(index)}" is not a json object`)
    const extra = Object.keys(record).filter((key) => !isColumn(key))
    if (extra.length > 0) throw refused(`row "${String(index + 1)}" has extra keys "${extra.join(', ')}"`)
  }
  return records as readonly Row[]
}

/** @throws ValidationError unless the value is an object */
export function recordAt(records: readonly unknown[], index: number): Row {
  const record = records[index]
  if (!isRow(record)) throw refused(`row "${String(index)}" is not a json object`)
  return record
}
