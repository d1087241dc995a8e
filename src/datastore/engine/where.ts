import { ValidationError } from '../../core/errors.ts'
import { all, ALWAYS, any, type Condition } from './condition.ts'
import { compare, type Operator } from './compare.ts'
import { invalidQuery, invalidValue } from './invalid-query.ts'
import { type Column, ID, type TableMeta } from './table-meta.ts'

/** The limits of CKAN 2.12. */
const DEEPEST = 10
const MOST_OPERATIONS = 100

const OPERATORS: Readonly<Record<string, Operator>> = { eq: '=', gt: '>', gte: '>=', lt: '<', lte: '<=' }

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const refused = (message: string): ValidationError => new ValidationError({ filters: [message] })

type Known = Pick<TableMeta, 'byId' | 'hasWide'>
type Compare = (meta: Known, column: Column, operator: Operator, value: unknown) => Condition

interface Walk {
  readonly meta: Known
  readonly compare: Compare
  /** Columns that a filter compares, for the indexes that are made of their use. */
  readonly used: Set<string>
  operations: number
}

function findColumn({ meta, used }: Walk, key: string): Column {
  const id = key.startsWith('$$') ? key.slice(1) : key
  const column = id === '_id' ? ID : meta.byId.get(id)
  if (!column) throw invalidValue('filters', key)
  used.add(id)
  return column
}

function count(walk: Walk): void {
  if (++walk.operations > MOST_OPERATIONS) throw refused('Maximum number of filter operations exceeded')
}

/** `{gt: 5, lte: 10}` */
function operations(walk: Walk, column: Column, value: Readonly<Record<string, unknown>>): Condition {
  return all(
    Object.entries(value).map(([name, operand]) => {
      if (name === 'in') return values(walk, column, Array.isArray(operand) ? operand : [operand])
      const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
      if (operator === undefined) throw refused(`Unknown filter operation: ${name}`)
      count(walk)
      if (column.pgType.family === 'array' && Array.isArray(operand))
        return walk.compare(walk.meta, column, operator, operand)
      if (typeof operand === 'object' && operand !== null) throw refused(`Unknown filter operation: ${name}`)
      return walk.compare(walk.meta, column, operator, operand)
    }),
  )
}

/** A list: any of the values, or of the ranges in it. */
function values(walk: Walk, column: Column, list: readonly unknown[]): Condition {
  if (list.length === 0) throw invalidQuery('syntax error at or near ")"')
  const plain = list.filter((item) => !isObject(item))
  const ranges = list.filter(isObject).map((item) => operations(walk, column, item))
  const equal = plain.map((item) => walk.compare(walk.meta, column, '=', item))
  // Simple equalities make one IN, which an index serves.
  const simple = equal.filter(({ sql }) => sql === `${column.sql} = ?`)
  const others = equal.filter(({ sql }) => sql !== `${column.sql} = ?`)
  if (simple.length === 0) return any([...others, ...ranges])
  const bound = simple.flatMap((condition) => condition.values)
  const list_ = { sql: `${column.sql} IN (${bound.map(() => '?').join(', ')})`, values: bound }
  return any([list_, ...others, ...ranges])
}

function field(walk: Walk, column: Column, value: unknown): Condition {
  if (isObject(value)) return operations(walk, column, value)
  if (Array.isArray(value) && column.pgType.family !== 'array') return values(walk, column, value)
  count(walk)
  return walk.compare(walk.meta, column, '=', value)
}

function group(walk: Walk, filters: Readonly<Record<string, unknown>>, depth: number): Condition {
  if (depth > DEEPEST) throw refused('Maximum nesting depth for filter operations reached')
  return all(
    Object.entries(filters).map(([key, value]) => {
      const isOperator = key.startsWith('$') && !key.startsWith('$$') && !walk.meta.byId.has(key)
      if (!isOperator) return field(walk, findColumn(walk, key), value)
      if (key !== '$or' && key !== '$and')
        throw refused(`Unknown operators (must be one of $or, $and): ${key}`)
      if (!Array.isArray(value) || !value.every(isObject))
        throw refused(`Filter operations must be defined as a list of dicts: ${key}`)
      const parts = value.map((part) => group(walk, part, depth + 1))
      return key === '$or' ? any(parts) : all(parts)
    }),
  )
}

/**
 * `filters` as CKAN 2.11 has them, with the ranges and the `$and` and `$or` of CKAN 2.12.
 *
 * @param comparison compares a column with a value
 * @returns the condition, and the columns that it compares
 * @throws ValidationError
 */
export function filterCondition(
  meta: Known,
  filters: unknown,
  comparison: Compare = compare,
): { readonly condition: Condition; readonly used: ReadonlySet<string> } {
  const used = new Set<string>()
  const walk: Walk = { meta, compare: comparison, used, operations: 0 }
  if (filters === undefined || filters === null) return { condition: ALWAYS, used }
  if (Array.isArray(filters) && filters.every(isObject)) {
    return { condition: any(filters.map((part) => group(walk, part, 1))), used }
  }
  if (!isObject(filters)) throw refused('Filters must be defined as a dict or a list of dicts')
  return { condition: group(walk, filters, 1), used }
}
