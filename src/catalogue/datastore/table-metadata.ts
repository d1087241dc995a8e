import { JsonText } from '../../core/json-text.ts'
import { toJson } from '../../core/json.ts'
import { ValidationError } from '../../core/errors.ts'
import type { SearchRequest } from '../../datastore/create-datastore.ts'
import type { SearchPage } from '../../datastore/door.ts'
import type { Context } from '../../kernel/context.ts'
import { requireTableReadable } from './datastore-find.ts'
import { NotAuthorized } from '../../core/errors.ts'
import { createHash } from 'node:crypto'

/** The name under which CKAN lists its tables. */
export const TABLE_METADATA = '_table_metadata'

type Row = Readonly<Record<string, string | number | null>>

const COLUMNS: readonly (readonly [string, string])[] = [
  ['_id', 'int'],
  ['name', 'name'],
  ['oid', 'oid'],
  ['alias_of', 'name'],
]

/** Tables and aliases that the caller may see, the newest first. */
async function rowsFor(context: Context): Promise<Row[]> {
  const rows: Row[] = []
  for (const [index, table] of (await context.datastore.tables()).entries()) {
    try {
      await requireTableReadable(context, table.resourceId)
    } catch (error) {
      if (error instanceof NotAuthorized) continue
      throw error
    }
    const add = (name: string, aliasOf: string | null): void => {
      const id = createHash('md5').update(name).digest('hex').slice(0, 16)
      rows.push({ _id: id, name, oid: 16_384 + index, alias_of: aliasOf })
    }
    add(table.resourceId, null)
    for (const alias of table.aliases) add(alias, table.resourceId)
  }
  return rows.reverse()
}

const invalid = (parameter: string, value: string): ValidationError =>
  new ValidationError({ [parameter]: [`invalid value "${value}"`] })

const isColumn = (id: string): boolean => COLUMNS.some(([name]) => name === id)

function matches(row: Row, filters: unknown): boolean {
  if (typeof filters !== 'object' || filters === null) return true
  return Object.entries(filters).every(([key, value]) => {
    if (!isColumn(key)) throw invalid('filters', key)
    const wanted: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value]
    return wanted.some((one) => row[key] !== null && String(row[key]) === String(one))
  })
}

function compareBy(sort: readonly string[]): (a: Row, b: Row) => number {
  const clauses = sort.map((clause) => {
    const [, id = '', direction = ''] = /^"?([^"\s]+)"?(?:\s+(asc|desc))?$/i.exec(clause.trim()) ?? []
    if (!isColumn(id)) throw invalid('sort', clause)
    return { id, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return (a, b) => {
    for (const { id, sign } of clauses) {
      const [left, right] = [a[id] ?? null, b[id] ?? null]
      if (left === right) continue
      if (left === null || right === null) return (left === null ? 1 : -1) * sign
      return (left < right ? -1 : 1) * sign
    }
    return 0
  }
}

function csv(rows: readonly Row[], columns: readonly string[], separator: string): string {
  const cell = (value: string | number | null | undefined): string => {
    const text = String(value ?? '')
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return rows.map((row) => `${columns.map((id) => cell(row[id])).join(separator)}\n`).join('')
}

/**
 * datastore_search on `_table_metadata`: the tables that the caller may read (CKAN lists all). Full text is not asked of it.
 *
 * @throws ValidationError
 */
export async function searchTableMetadata(
  context: Context,
  request: SearchRequest,
): Promise<SearchPage & { readonly lastId?: number }> {
  const unknown = request.fields?.find((id) => !isColumn(id))
  if (unknown !== undefined) throw invalid('fields', unknown)
  const all = (await rowsFor(context)).filter((row) => matches(row, request.filters))
  const sorted = request.sort ? all.toSorted(compareBy(request.sort)) : all.toSorted(compareBy(['_id']))
  const page = sorted.slice(request.offset, request.offset + request.limit)
  const shown = request.fields ?? COLUMNS.map(([id]) => id)
  const columns = shown.length === 0 ? COLUMNS.map(([id]) => id) : shown
  const list = (row: Row): unknown[] => columns.map((id) => row[id] ?? null)
  const objects = (): unknown[] =>
    page.map((row) => Object.fromEntries(columns.map((id) => [id, row[id] ?? null])))
  const records =
    request.format === 'csv' || request.format === 'tsv'
      ? csv(page, columns, request.format === 'csv' ? ',' : '\t')
      : request.format === 'lists'
        ? page.map(list)
        : objects()
  return {
    fields: shown.map((id) => ({ id, type: COLUMNS.find(([name]) => name === id)?.[1] ?? 'name' })),
    records: new JsonText(toJson(records)),
    ...(request.includeTotal ? { total: all.length, totalWasEstimated: false } : {}),
  }
}
