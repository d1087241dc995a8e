import type { Database } from 'better-sqlite3'
import { indexCondition, isExactInIndex } from '../text/index-condition.ts'
import { dictionaryOf } from '../text/languages.ts'
import { matchesText, positionsOf } from '../text/match-text.ts'
import { rankedWords, rankText } from '../text/rank-text.ts'
import { parseTextQuery, plainQuery, type TextQuery, TextQueryError } from '../text/text-query.ts'
import type { Stored } from '../types/pg-type.ts'
import { all, type Condition, NEVER } from './condition.ts'
import { invalidQuery, invalidValue } from './invalid-query.ts'
import { type Column, ID, type TableMeta, tableName, textIndexName } from './table-meta.ts'
import { exactsOf, rowText } from './text-index.ts'

export interface TextRequest {
  readonly q?: string | Readonly<Record<string, unknown>>
  readonly fullText?: string
  readonly plain: boolean
  readonly language: string
}

export const asksForText = ({ q, fullText }: TextRequest): boolean =>
  Boolean(fullText) || (typeof q === 'string' ? q !== '' : Object.keys(q ?? {}).length > 0)

/** One query: for the whole row, or for a column. */
interface Search {
  /** The name of its rank: `rank`, `rank <column>`. */
  readonly rank: string
  readonly column: Column | undefined
  /** undefined: nothing but stop words. */
  readonly query: TextQuery | undefined
}

/** What full text asks of a table. */
export interface TextSearch {
  readonly condition: Condition
  /** Names of the ranks, in the order of the answer. */
  readonly ranks: readonly string[]
  /** The rank of each row by `_id`, for one of the names. */
  readonly rankOf: (name: string, ids: readonly number[]) => Map<number, number>
}

function parse(text: string, { plain, language }: TextRequest): TextQuery | undefined {
  if (!dictionaryOf(language)) throw invalidQuery(`text search configuration "${language}" does not exist`)
  try {
    return plain ? plainQuery(text, language) : parseTextQuery(text, language)
  } catch (error) {
    if (error instanceof TextQueryError) throw invalidQuery(error.message)
    throw error
  }
}

function searchesOf(meta: TableMeta, request: TextRequest): Search[] {
  const { q, fullText } = request
  const whole = (text: string): Search => ({ rank: 'rank', column: undefined, query: parse(text, request) })
  const searches: Search[] = []
  if (fullText) searches.push(whole(fullText))
  if (typeof q === 'string' && q !== '' && !fullText) searches.push(whole(q))
  if (typeof q === 'object') {
    const columns = Object.entries(q).map(([id, text]) => ({
      id,
      text,
      column: id === ID.id ? ID : meta.byId.get(id),
    }))
    const wrong = columns.find(({ column, text }) => column === undefined || typeof text !== 'string')
    if (wrong) throw invalidValue('q', columns[0]?.id ?? '')
    for (const { id, text, column } of columns)
      searches.push({ rank: `rank ${id}`, column, query: parse(String(text), request) })
  }
  return searches
}

/** Types whose columns CKAN indexes by themselves; a query on others must match the whole row, too. */
const isIndexed = (column: Column, types: readonly string[]): boolean => types.includes(column.pgType.name)

/**
 * The condition of `q` and `full_text`. The table's index must exist.
 *
 * @param indexedTypes `ckan.datastore.default_fts_index_field_types`
 * @throws ValidationError
 */
export function searchText(
  db: Database,
  meta: TableMeta,
  request: TextRequest,
  indexedTypes: readonly string[],
): TextSearch | undefined {
  const searches = searchesOf(meta, request)
  if (searches.length === 0) return undefined
  const table = tableName(meta.number)
  const index = textIndexName(meta.number)
  const read = db
    .prepare(
      `SELECT ${['_id', ...meta.columns.map(({ sql }) => sql), 'x'].join(', ')} FROM ${table} WHERE _id = ?`,
    )
    .raw()
  const wholeText = (row: Stored[]): string => rowText(meta, row.slice(1, -1), exactsOf(row.at(-1)))
  const columnText = (column: Column, row: Stored[]): string => {
    const at = meta.columns.indexOf(column) + 1
    const cell = row[at]
    if (cell === null || cell === undefined) return ''
    return column.pgType.toText(
      typeof cell === 'bigint' ? cell.toString() : cell,
      exactsOf(row.at(-1))?.[String(column.number)],
    )
  }
  const textOf = (search: Search, row: Stored[]): string =>
    search.column ? columnText(search.column, row) : wholeText(row)
  // Rows are indexed in english, whatever the query's language: that is CKAN's way.
  const languageOf = (search: Search): string => (search.column ? request.language : 'english')

  const matching = (search: Search): Condition => {
    const { column, query } = search
    if (!query) return NEVER
    const inRow = indexCondition(query, index)
    if (!column && isExactInIndex(query)) return inRow
    // The index narrows down where it speaks the query's language; each row that is left is looked at.
    const isNarrowed = !column || (request.language === 'english' && !holdsNot(query))
    const mustMatchRow = column !== undefined && !isIndexed(column, indexedTypes)
    const candidates = db
      .prepare(
        `SELECT ${['_id', ...meta.columns.map(({ sql }) => sql), 'x'].join(', ')} FROM ${table} WHERE ${isNarrowed ? inRow.sql : '1'}`,
      )
      .raw()
    const ids: number[] = []
    for (const row of candidates.iterate(...(isNarrowed ? inRow.values : [])) as IterableIterator<Stored[]>) {
      if (!matchesText(positionsOf(textOf(search, row), languageOf(search)), query)) continue
      if (mustMatchRow && !isNarrowed && !matchesText(positionsOf(wholeText(row), 'english'), query)) continue
      ids.push(Number(row[0]))
    }
    return { sql: '_id IN (SELECT value FROM json_each(?))', values: [JSON.stringify(ids)] }
  }
  return {
    condition: all(searches.map(matching)),
    ranks: searches.map(({ rank }) => rank),
    rankOf: (name, ids) => {
      const search = searches.find(({ rank }) => rank === name)
      const ranks = new Map<number, number>()
      if (!search?.query) return ranks
      const isRanked = rankedWords(search.query)
      for (const id of ids) {
        const row = read.get(id) as Stored[] | undefined
        if (!row) continue
        const positions = positionsOf(textOf(search, row), languageOf(search), isRanked)
        ranks.set(id, rankText(positions, search.query))
      }
      return ranks
    },
  }
}

function holdsNot(query: TextQuery): boolean {
  switch (query.kind) {
    case 'word':
      return false
    case 'not':
      return true
    case 'phrase':
      return holdsNot(query.left) || holdsNot(query.right)
    default:
      return query.parts.some(holdsNot)
  }
}
