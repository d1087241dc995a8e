import type { Database } from 'better-sqlite3'
import { ValidationError } from '../../core/errors.ts'
import { float8, int8, numericType } from '../types/numbers.ts'
import type { PgType, Stored } from '../types/pg-type.ts'
import type { Condition } from './condition.ts'
import { invalidValue } from './invalid-query.ts'
import { orderBy, parseSort } from './order-by.ts'
import { type Column, type TableMeta, tableName } from './table-meta.ts'

/** `group_by` and `aggregates` of datastore_search. */
export interface Grouping {
  readonly columns: readonly string[]
  /** `{name: {function: column}}`, or `{name: "count"}` for rows. */
  readonly aggregates: unknown
}

const refused = (message: string): ValidationError => new ValidationError({ aggregates: [message] })

const TYPES: Readonly<Record<string, (type: PgType) => PgType>> = {
  count: () => int8,
  count_distinct: () => int8,
  sum: (type) => (type.name.startsWith('float') ? float8 : numericType()),
  avg: () => float8,
  min: (type) => type,
  max: (type) => type,
}

function column(meta: TableMeta, parameter: string, id: unknown): Column {
  const found = typeof id === 'string' ? meta.byId.get(id) : undefined
  if (!found || found.pgType.unordered) throw invalidValue(parameter, String(id))
  return found
}

function aggregate(meta: TableMeta, id: string, asked: unknown): Column {
  const number = meta.nextColumn
  if (asked === 'count') return { number, id, type: 'int8', pgType: int8, sql: 'count(*)' }
  const entries = typeof asked === 'object' && asked !== null ? Object.entries(asked) : []
  const [name = '', of] = entries[0] ?? []
  const typeOf = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
  if (entries.length !== 1 || !typeOf)
    throw refused(
      `"${id}" must be "count" or {function: column}; functions: ${Object.keys(TYPES).join(', ')}`,
    )
  const { sql, pgType: type } = column(meta, 'aggregates', of)
  if ((name === 'sum' || name === 'avg') && (type.family !== 'number' || type.affinity === 'TEXT'))
    throw refused(`"${String(of)}" holds no numbers`)
  const pgType = typeOf(type)
  // Beyond 64 bits a sum of whole numbers goes on as a double, where SQLite's own sum fails.
  const call =
    name === 'count_distinct'
      ? `count(DISTINCT ${sql})`
      : name === 'sum'
        ? `CASE WHEN count(${sql}) > 0 THEN total(${sql}) END`
        : `${name}(${sql})`
  return { number, id, type: pgType.sqlName, pgType, sql: call }
}

/** The columns of grouped rows. @throws ValidationError */
export function groupColumns(meta: TableMeta, { columns, aggregates }: Grouping): readonly Column[] {
  if (columns.length === 0) throw new ValidationError({ group_by: ['must name a column at least'] })
  if (aggregates !== undefined && (typeof aggregates !== 'object' || aggregates === null))
    throw refused('must be an object: {name: {function: column}}')
  const own = columns.map((id) => column(meta, 'group_by', id))
  const made = Object.entries(aggregates ?? { count: 'count' }).map(([id, asked]) =>
    aggregate(meta, id, asked),
  )
  const all = [...own, ...made]
  if (new Set(all.map(({ id }) => id)).size < all.length)
    throw refused('a name stands twice among the columns of group_by and the aggregates')
  return all
}

/**
 * Groups the rows that match.
 *
 * @param columns see groupColumns; the first `keys` are grouped by
 * @param sort clauses that name any of the columns; rows with equal ones come in the order of the groups
 * @throws ValidationError
 */
export function groupRows(
  db: Database,
  meta: TableMeta,
  columns: readonly Column[],
  clause: {
    readonly keys: number
    readonly condition: Condition
    readonly sort: readonly string[]
    readonly limit: number
    readonly offset: number
    readonly includeTotal: boolean
  },
): { readonly rows: Stored[][]; readonly total?: number } {
  const { keys, condition, limit, offset } = clause
  const byId = new Map(columns.map((one) => [one.id, one]))
  const shown = { ...meta, byId, hasWide: false }
  const own = columns.slice(0, keys)
  const sorts = parseSort(shown, clause.sort)
  const ties = own
    .filter((one) => !sorts.some((sort) => sort.column === one))
    .map((one) => ({ column: one, isDescending: false, nullsFirst: false }))
  if (sorts.some((sort) => !byId.has(sort.column.id))) throw invalidValue('sort', '_id')
  const order = orderBy(shown, [...sorts, ...ties]).replace(/(?:^|, )_id (?:ASC|DESC)$/, '')
  const groups = `FROM ${tableName(meta.number)} WHERE ${condition.sql} GROUP BY ${own.map(({ sql }) => sql).join(', ')}`
  const cells = columns.map(({ sql, pgType }) => (pgType.castToText ? `CAST(${sql} AS TEXT)` : sql))
  const rows =
    limit === 0
      ? []
      : (db
          .prepare(`SELECT ${cells.join(', ')} ${groups} ORDER BY ${order} LIMIT ? OFFSET ?`)
          .raw()
          .all(...condition.values, limit, offset) as Stored[][])
  if (!clause.includeTotal) return { rows }
  const total = db
    .prepare(`SELECT count(*) FROM (SELECT 1 ${groups})`)
    .pluck()
    .get(...condition.values) as number
  return { rows, total }
}
