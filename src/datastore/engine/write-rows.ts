import type { Database, Statement } from 'better-sqlite3'
import type { Row } from './check-records.ts'
import { recordError } from './record-error.ts'
import { rowValues } from './row-values.ts'
import { ID, keyOf, type TableMeta, tableName } from './table-meta.ts'
import { hasTextIndex, textIndex } from './text-index.ts'

/** What happened to a table's rows so far in a write. */
export interface RowCounts {
  count: number
  nextId: number
  hasExact: boolean
  hasWide: boolean
}

/** A record whose key is nobody's; the values as they were sent, for CKAN's sentence. */
export class KeyNotFound extends Error {
  override readonly name = 'KeyNotFound'
  readonly values: readonly unknown[]
  /** How many values stand before the key's in CKAN's statement. */
  readonly from: number

  constructor(values: readonly unknown[], from: number) {
    super('key not found')
    this.values = values
    this.from = from
  }
}

const exactText = (exact: Record<string, string> | undefined): string | null =>
  exact === undefined ? null : JSON.stringify(exact)

/** Writes rows of one table, inside a transaction. `counts` is kept up to date, also for writes that then fail. */
export function rowWriter(db: Database, meta: TableMeta, counts: RowCounts) {
  const table = tableName(meta.number)
  const { columns } = meta
  const keyIndex = meta.indexes.find((index) => index.kind === 'key')?.name
  const names = ['_id', ...columns.map(({ sql }) => sql), 'x']
  const insertOne = db.prepare(
    `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  const search = hasTextIndex(meta) ? textIndex(db, meta) : undefined
  const updates = new Map<string, Statement>()
  const statement = (sql: string): Statement => {
    const known = updates.get(sql)
    if (known) return known
    const made = db.prepare(sql)
    updates.set(sql, made)
    return made
  }

  const insert = (row: Row): number => {
    const { cells, exact, isWide } = rowValues(columns, row)
    if (isWide) counts.hasWide = true
    const id = counts.nextId++
    insertOne.run(id, ...cells, exactText(exact))
    counts.count++
    if (exact) counts.hasExact = true
    search?.add(id, cells, exact)
    return id
  }

  /** `_id` of the row that a record means; undefined: none. */
  const locate = (record: Row): number | undefined => {
    if (Object.hasOwn(record, '_id')) {
      const id = record['_id']
      const { cells } = rowValues([ID], { _id: id })
      return statement(`SELECT _id FROM ${table} WHERE _id = ?`).pluck().get(cells[0]) as number | undefined
    }
    const key = (keyOf(meta) ?? []).flatMap((id) => meta.byId.get(id) ?? [])
    const { cells } = rowValues(key, record)
    const where = key.map(({ sql }) => `${sql} = ?`).join(' AND ')
    return statement(`SELECT _id FROM ${table} WHERE ${where}`)
      .pluck()
      .get(...cells) as number | undefined
  }

  const change = (id: number, record: Row): void => {
    const given = columns.filter((column) => Object.hasOwn(record, column.id))
    if (given.length === 0) return
    const { cells, exact, isWide } = rowValues(given, record)
    if (isWide) counts.hasWide = true
    let sets = given.map(({ sql }) => `${sql} = ?`)
    let values: unknown[] = cells
    if (exact !== undefined || meta.hasExact || counts.hasExact) {
      const stored = statement(`SELECT x FROM ${table} WHERE _id = ?`).pluck().get(id) as string | null
      const before = stored === null ? {} : (JSON.parse(stored) as Record<string, string>)
      const changed = new Set(given.map(({ number }) => String(number)))
      const kept = Object.fromEntries(Object.entries(before).filter(([number]) => !changed.has(number)))
      const after = { ...kept, ...exact }
      sets = [...sets, 'x = ?']
      values = [...cells, Object.keys(after).length === 0 ? null : JSON.stringify(after)]
      if (exact) counts.hasExact = true
    }
    statement(`UPDATE ${table} SET ${sets.join(', ')} WHERE _id = ?`).run(...values, id)
    search?.refresh(id)
  }

  return {
    /** All in one: the row in an error is the last, as CKAN's driver reports it. @throws ValidationError */
    insertAll: (rows: readonly Row[]): number[] => {
      try {
        return rows.map(insert)
      } catch (error) {
        throw recordError(error, rows.length - 1, keyIndex)
      }
    },
    /** Changes the row that the record means, or adds one. @returns its `_id` @throws ValidationError */
    upsert: (record: Row, index: number): number => {
      try {
        const found = locate(record)
        if (found === undefined) return insert(record)
        change(found, record)
        return found
      } catch (error) {
        throw recordError(error, index, keyIndex)
      }
    },
    /** @returns the row's `_id` @throws ValidationError, KeyNotFound */
    update: (record: Row, index: number): number => {
      try {
        const found = locate(record)
        if (found !== undefined) {
          change(found, record)
          return found
        }
        const known = columns.filter(({ id }) => Object.hasOwn(record, id)).length
        const key = Object.hasOwn(record, '_id') ? ['_id'] : (keyOf(meta) ?? [])
        throw new KeyNotFound(
          key.map((id) => record[id] ?? null),
          known,
        )
      } catch (error) {
        throw recordError(error, index, keyIndex)
      }
    },
  }
}
