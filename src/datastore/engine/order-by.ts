import { invalidQuery, invalidValue } from './invalid-query.ts'
import { type Column, ID, type TableMeta } from './table-meta.ts'

const CLAUSE =
  /^(?:"(?<quoted>[^"]*)"|(?<bare>.+?))(?:\s+(?<direction>asc|desc))?(?:\s+nulls\s+(?<nulls>first|last))?$/i

export interface Sort {
  readonly column: Column
  readonly isDescending: boolean
  /** As PostgreSQL without a word: last in ascending order. */
  readonly nullsFirst: boolean
}

function parseClause(meta: TableMeta, clause: string): Sort {
  const groups = CLAUSE.exec(clause.trim())?.groups
  const id = groups?.['quoted'] ?? groups?.['bare'] ?? ''
  const column = id === '_id' ? ID : meta.byId.get(id)
  if (!groups || !column) throw invalidValue('sort', clause)
  const isDescending = groups['direction']?.toLowerCase() === 'desc'
  const nulls = groups['nulls']?.toLowerCase()
  return { column, isDescending, nullsFirst: nulls === undefined ? isDescending : nulls === 'first' }
}

/** @throws ValidationError for a clause that is none, or names no column */
export function parseSort(meta: TableMeta, clauses: readonly string[]): readonly Sort[] {
  return clauses.map((clause) => parseClause(meta, clause))
}

/** ORDER BY, with `_id` as the last word so that pages never overlap. @throws ValidationError "Invalid query" */
export function orderBy(meta: TableMeta, sorts: readonly Sort[]): string {
  const terms = sorts.flatMap(({ column, isDescending, nullsFirst }) => {
    const { pgType: type, sql } = column
    if (type.unordered) throw invalidQuery(`could not identify an ordering operator for type ${type.name}`)
    const direction = isDescending ? 'DESC' : 'ASC'
    if (column === ID) return [`_id ${direction}`]
    const nulls = nullsFirst ? 'NULLS FIRST' : 'NULLS LAST'
    if (type.family === 'array')
      return [`array_order('${column.type.replaceAll("'", "''")}', ${sql}) ${direction} ${nulls}`]
    const exact =
      meta.hasWide && type.family === 'number' && type.affinity !== 'INTEGER'
        ? [`exact_order(x, ${String(column.number)}, ${sql}) ${direction}`]
        : []
    return [`${sql} ${direction} ${nulls}`, ...exact]
  })
  if (!sorts.some(({ column }) => column === ID))
    terms.push(`_id ${sorts.at(-1)?.isDescending ? 'DESC' : 'ASC'}`)
  return terms.join(', ')
}
