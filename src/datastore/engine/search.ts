import type { Database } from 'better-sqlite3'
import { ValidationError } from '../../core/errors.ts'
import type { SearchPage, ShownField } from '../door.ts'
import type { Stored } from '../types/pg-type.ts'
import { all, ALWAYS, type Condition } from './condition.ts'
import { invalidQuery, invalidValue } from './invalid-query.ts'
import { orderBy, parseSort, type Sort } from './order-by.ts'
import { rowRenderer, type RecordsFormat } from './render-rows.ts'
import { searchText, type TextRequest, type TextSearch } from './search-text.ts'
import { type Column, ID, type TableMeta, tableName } from './table-meta.ts'
import { rankColumn, shownField } from './shown-field.ts'
import { countRows } from './count-rows.ts'
import { textClause } from './text-clause.ts'
import { filterCondition } from './where.ts'
import { groupColumns, type Grouping, groupRows } from './group-rows.ts'

export interface SearchRequest extends TextRequest {
  /** undefined: all columns. */
  readonly fields?: readonly string[]
  readonly filters?: unknown
  /** undefined: by rank with a text, else by `_id`. */
  readonly sort?: readonly string[]
  readonly distinct: boolean
  readonly limit: number
  readonly offset: number
  readonly format: RecordsFormat
  readonly includeTotal: boolean
  /** Tables with so many rows may be estimated. */
  readonly estimateFrom?: number
  /** Only rows after this `_id`: the keyset of a dump. */
  readonly after?: number
  /** Characters after which a page ends before its limit, for a dump that goes on behind it. */
  readonly mostText?: number
  /** Texts of csv and tsv that a spreadsheet would take for a formula begin with an apostrophe. */
  readonly isSpreadsheetSafe?: boolean
  readonly grouping?: Grouping
}

export interface FoundPage extends Omit<SearchPage, 'records'> {
  /** Joined members of the JSON array, or lines. */
  readonly records: string
  /** Lists of columns that an index would have helped with. */
  readonly used: readonly (readonly string[])[]
  /** `_id` of the last row, where the order is `_id`. */
  readonly lastId?: number
  readonly rows: number
  /** The page ended before its limit because of `mostText`. */
  readonly isCut?: true
  /** Number of the physical table: a table that takes another's place has a new one. */
  readonly table: number
}

/** A larger number of matches is not ranked: they come by `_id`. */
const MOST_RANKED = 2000

interface Selection {
  readonly columns: readonly Column[]
  readonly shown: readonly ShownField[]
}

function select(meta: TableMeta, request: SearchRequest, ranks: readonly string[]): Selection {
  const { fields } = request
  const everything = [ID, ...meta.columns]
  if (fields === undefined) {
    const columns = [...everything, ...ranks.map(rankColumn)]
    return { columns, shown: columns.map(shownField) }
  }
  const asked = fields.map((id) => {
    const column =
      id === '_id' ? ID : (meta.byId.get(id) ?? (ranks.includes(id) ? rankColumn(id) : undefined))
    if (!column) throw invalidValue('fields', id)
    return column
  })
  // CKAN answers all columns with full_text, and to an empty list, though it names only those asked for.
  const isAll = asked.length === 0 || request.fullText
  const columns = isAll ? [...everything, ...asked.filter(({ number }) => number < 0)] : asked
  return { columns, shown: asked.map(shownField) }
}

/** What is read of a row: the columns and, if the table has one, `x`. */
function selected(meta: TableMeta, columns: readonly Column[]): string {
  const cells = columns.map(({ sql, pgType }) => (pgType.castToText ? `CAST(${sql} AS TEXT)` : sql))
  return [...cells, ...(meta.hasExact ? ['x'] : [])].join(', ')
}

/** The rows of some `_id`, in their order, each read when it is wanted. */
function* rowsOfIds(
  db: Database,
  meta: TableMeta,
  columns: readonly Column[],
  ids: readonly number[],
): Generator<Stored[]> {
  const read = db
    .prepare(`SELECT ${selected(meta, columns)} FROM ${tableName(meta.number)} WHERE _id = ?`)
    .raw()
  for (const id of ids) {
    const row = read.get(id) as Stored[] | undefined
    if (row) yield row
  }
}

/** Rows for a condition, in order. */
function readRows(
  db: Database,
  meta: TableMeta,
  columns: readonly Column[],
  clause: {
    readonly condition: Condition
    readonly order: string
    readonly limit: number
    readonly offset: number
  },
  isDistinct: boolean,
): Iterable<Stored[]> {
  if (clause.limit === 0) return []
  const list = selected(meta, columns)
  const table = tableName(meta.number)
  const { condition, order, limit, offset } = clause
  const where = condition === ALWAYS ? '' : `WHERE ${condition.sql}`
  const from = isDistinct
    ? `SELECT ${list}, min(_id) AS _first FROM ${table} ${where} GROUP BY ${columns.map(groupKey).join(', ')}`
    : `SELECT ${list} FROM ${table} ${where}`
  return db
    .prepare(`${from} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .raw()
    .iterate(...condition.values, limit, offset) as IterableIterator<Stored[]>
}

const groupKey = ({ sql }: Column): string => sql

/** An answer of more characters would hold up everything else. */
const LARGEST_ANSWER = 1 << 27

/** The rows as text, up to the characters that are asked for. @throws ValidationError for an answer that is too large */
function renderPage(
  rows: Iterable<Stored[]>,
  { format, mostText = Infinity }: SearchRequest,
  render: (row: Stored[]) => string,
) {
  const separator = format === 'objects' || format === 'lists' ? ',' : ''
  const lines: string[] = []
  let length = 0
  let last: Stored[] | undefined
  for (const row of rows) {
    const line = render(row)
    lines.push(line)
    length += line.length
    last = row
    if (length > mostText) break
    if (length > LARGEST_ANSWER)
      throw new ValidationError({ limit: ['The answer is too large: ask for fewer rows or fewer fields'] })
  }
  return { text: lines.join(separator), count: lines.length, last, isCut: length > mostText }
}

/** Whether rows come as they were added. */
const isById = (sorts: readonly Sort[]): boolean =>
  sorts.length === 0 || (sorts.length === 1 && sorts[0]?.column === ID && !sorts[0].isDescending)

/** Of rows without gaps in `_id`, a deep page begins at a known one. */
function seek(
  db: Database,
  meta: TableMeta,
  offset: number,
): { readonly condition: Condition; readonly offset: number } {
  if (offset < 1000) return { condition: ALWAYS, offset }
  const table = tableName(meta.number)
  const ends = db
    .prepare(`SELECT (SELECT min(_id) FROM ${table}), (SELECT max(_id) FROM ${table})`)
    .raw()
    .get() as [number | null, number | null]
  const [first, last] = ends
  if (first === null || last === null || last - first + 1 !== meta.count) return { condition: ALWAYS, offset }
  return { condition: { sql: '_id >= ?', values: [first + offset] }, offset: 0 }
}

function rankedIds(
  db: Database,
  meta: TableMeta,
  condition: Condition,
  text: TextSearch,
  { offset, limit }: SearchRequest,
): readonly number[] | undefined {
  const clause = textClause(condition)
  const ids = db
    .prepare(
      clause === undefined
        ? `SELECT _id FROM ${tableName(meta.number)} WHERE ${condition.sql} LIMIT ${String(MOST_RANKED + 1)}`
        : `SELECT rowid ${clause} LIMIT ${String(MOST_RANKED + 1)}`,
    )
    .pluck()
    .all(...condition.values) as number[]
  if (ids.length > MOST_RANKED) {
    if (clause === undefined) return undefined
    // The index gives a page of them without looking at the others.
    return db
      .prepare(`SELECT rowid ${clause} ORDER BY rowid LIMIT ? OFFSET ?`)
      .pluck()
      .all(...condition.values, limit, offset) as number[]
  }
  const maps = text.ranks.map((name) => text.rankOf(name, ids))
  ids.sort((a, b) => {
    for (const ranks of maps) {
      const difference = (ranks.get(b) ?? 0) - (ranks.get(a) ?? 0)
      if (difference !== 0) return difference
    }
    return a - b
  })
  return ids.slice(offset, offset + limit)
}

/** Puts ranks into the cells of rows whose `_id` stands first. */
function withRanks(rows: Stored[][], columns: readonly Column[], text: TextSearch): void {
  const ids = rows.map((row) => Number(row[0]))
  for (const [index, column] of columns.entries()) {
    if (column.number >= 0) continue
    const ranks = text.rankOf(column.id, ids)
    for (const row of rows) row[index + 1] = ranks.get(Number(row[0])) ?? 0
  }
}

function checkDistinct(columns: readonly Column[], isDistinct: boolean): void {
  const wrong = columns.find(({ pgType }) => pgType.unordered)
  if (isDistinct && wrong)
    throw invalidQuery(`could not identify an equality operator for type ${wrong.pgType.name}`)
}

function estimate(meta: TableMeta, request: SearchRequest, condition: Condition): boolean {
  const { estimateFrom, distinct } = request
  return estimateFrom !== undefined && condition === ALWAYS && !distinct && meta.count >= estimateFrom
}

/**
 * datastore_search on a table.
 *
 * @param indexedTypes `ckan.datastore.default_fts_index_field_types`
 * @throws ValidationError
 */
export function search(
  db: Database,
  meta: TableMeta,
  request: SearchRequest,
  indexedTypes: readonly string[],
): FoundPage {
  const { condition: filter, used } = filterCondition(meta, request.filters)
  const text = searchText(db, meta, request, indexedTypes)
  if (request.grouping) {
    const matching = all([filter, ...(text ? [text.condition] : [])])
    return searchGroups(db, meta, { ...request, grouping: request.grouping }, matching, [...used])
  }
  const { columns, shown } = select(meta, request, text?.ranks ?? [])
  const sorts: readonly Sort[] = parseSort(meta, request.sort ?? [])
  checkDistinct(columns, request.distinct)
  const after: Condition = request.after === undefined ? ALWAYS : { sql: '_id > ?', values: [request.after] }
  const condition = all([filter, ...(text ? [text.condition] : []), after])
  const order = orderBy(meta, sorts)
  // `_id` is read first, for ranks and the keyset; a distinct row has none.
  const read = request.distinct ? columns.filter(({ number }) => number >= 0) : [ID, ...columns]
  const { limit, offset } = request
  let rows: Iterable<Stored[]>
  const ranked =
    text && sorts.length === 0 && !request.distinct
      ? rankedIds(db, meta, condition, text, request)
      : undefined
  if (ranked) rows = rowsOfIds(db, meta, read, ranked)
  else if (request.distinct) {
    const distinctOrder =
      sorts.length > 0 ? distinctOrderBy(read, order) : read.map(({ sql }) => `${sql} NULLS LAST`).join(', ')
    rows = readRows(db, meta, read, { condition, order: distinctOrder, limit, offset }, true)
  } else {
    const deep = isById(sorts) && condition === ALWAYS ? seek(db, meta, offset) : { condition, offset }
    rows = readRows(db, meta, read, { ...deep, order, limit }, false)
  }
  if (text && !request.distinct && columns.some(({ number }) => number < 0)) {
    rows = [...rows]
    withRanks(rows as Stored[][], columns, text)
  }
  const render = rowRenderer(request.distinct ? read : columns, request.format, {
    hasExact: meta.hasExact,
    isSafe: request.isSpreadsheetSafe === true,
  })
  const page = renderPage(rows, request, request.distinct ? render : (row) => render(row.slice(1)))
  const lastId = !request.distinct && isById(sorts) && !ranked ? page.last?.[0] : undefined
  const isEstimated = estimate(meta, request, filter === ALWAYS && !text ? ALWAYS : filter)
  const [sorted] = sorts
  return {
    fields: shown,
    records: page.text,
    rows: page.count,
    ...(page.isCut ? { isCut: true as const } : {}),
    table: meta.number,
    used: wantedIndexes([...used], sorted),
    ...(lastId === undefined ? {} : { lastId: Number(lastId) }),
    ...(request.includeTotal
      ? {
          total: countRows(
            db,
            meta,
            all([filter, ...(text ? [text.condition] : [])]),
            request.distinct ? columns : undefined,
          ),
          totalWasEstimated: isEstimated && !text,
        }
      : {}),
  }
}

function searchGroups(
  db: Database,
  meta: TableMeta,
  request: SearchRequest & { readonly grouping: Grouping },
  condition: Condition,
  used: readonly string[],
): FoundPage {
  const { grouping, sort = [], limit, offset, format, includeTotal } = request
  const columns = groupColumns(meta, grouping)
  const keys = grouping.columns.length
  const { rows, total } = groupRows(db, meta, columns, { keys, condition, sort, limit, offset, includeTotal })
  const render = rowRenderer(columns, format, { hasExact: false, isSafe: false })
  return {
    fields: columns.map(shownField),
    records: rows.map(render).join(format === 'objects' || format === 'lists' ? ',' : ''),
    rows: rows.length,
    table: meta.number,
    used: [...wantedIndexes(used, undefined), grouping.columns],
    ...(total === undefined ? {} : { total, totalWasEstimated: false }),
  }
}

/** An index for each column that is compared or sorted by, and one for both together. */
function wantedIndexes(
  compared: readonly string[],
  sorted: Sort | undefined,
): readonly (readonly string[])[] {
  const filters = compared.filter((id) => id !== '_id')
  const alone = filters.map((id) => [id])
  const isFew = filters.length > 0 && filters.length < 4
  const together = isFew && filters.length > 1 ? [filters] : []
  if (!sorted || sorted.column === ID) return [...alone, ...together]
  const order = sorted.column.id
  const isTogether = isFew && !filters.includes(order)
  return [...alone, ...together, ...(isTogether ? [[...filters, order]] : [[order]])]
}

/** Sorts by columns that a distinct row has; PostgreSQL refuses others. */
function distinctOrderBy(columns: readonly Column[], order: string): string {
  const terms = order.split(', ').filter((term) => !term.startsWith('_id ') || columns.includes(ID))
  return terms.length === 0 ? '_first' : terms.join(', ')
}
