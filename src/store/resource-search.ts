import type { Database } from 'better-sqlite3'
import { resourceFromColumns, type StoredResource } from './package-columns.ts'
import type { ResourceRow } from './rows.ts'

/** `text`: contained, in any case; `prefix`: begins so, in any case; `value`: is that; `custom`: text in a custom field. */
export type ResourceTermKind = 'text' | 'prefix' | 'value' | 'custom'

export interface ResourceTerm {
  /** A column's name, or the name of a custom field: never taken from a request unchecked. */
  readonly field: string
  readonly kind: ResourceTermKind
  readonly value: string | number
}

export interface ResourceQuery {
  /** All must hold. */
  readonly terms: readonly ResourceTerm[]
  /** A column's name. */
  readonly orderBy: string | undefined
  /** -1: all. */
  readonly limit: number
  readonly offset: number
}

export interface ResourceHit {
  readonly row: ResourceRow
  readonly packageType: string
}

interface Condition {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** LIKE takes patterns of 50,000 bytes at the most. */
const isPlain = (text: string): boolean => /^[\x01-\x7f]{0,1000}$/.test(text)

/** SQLite's own LIKE ignores the case of ASCII letters and is fast; other letters need ours. */
function contains(column: string, text: string, before: '%' | ''): Condition {
  if (!isPlain(text)) {
    const place = before === '' ? ' = 1' : ''
    return { sql: `instr(fold_text(${column}), ?)${place}`, values: [text.toLowerCase()] }
  }
  const pattern = `${before}${text.replace(/[\\%_]/g, '\\$&')}%`
  return { sql: `${column} LIKE ? ESCAPE '\\'`, values: [pattern] }
}

function condition({ field, kind, value }: ResourceTerm): Condition {
  const column = `resource.${quoted(field)}`
  if (kind === 'value') return { sql: `${column} = ?`, values: [value] }
  if (kind === 'text') return contains(column, String(value), '%')
  if (kind === 'prefix') return contains(column, String(value), '')
  const { sql, values } = contains('json_extract(resource.extras, ?)', String(value), '%')
  return { sql, values: [`$.${JSON.stringify(field)}`, ...values] }
}

/** Searches the resources of public datasets: reads them all, as CKAN does. */
export function resourceSearch(db: Database) {
  // SQLite's own lower() knows ASCII alone.
  db.function('fold_text', { deterministic: true }, (text) =>
    typeof text === 'string' ? text.toLowerCase() : null,
  )
  return {
    /** One page of the resources for which every term holds, and how many there are. */
    search: async (
      query: ResourceQuery,
    ): Promise<{ readonly count: number; readonly hits: ResourceHit[] }> => {
      const conditions = query.terms.map(condition)
      const where = ['true', ...conditions.map(({ sql }) => sql)].join(' AND ')
      const from = `FROM resource JOIN package ON package.id = package_id
        WHERE resource.state = 'active' AND package.state = 'active' AND private = 0 AND ${where}`
      const bound = conditions.flatMap(({ values }) => values)
      const order =
        query.orderBy === undefined ? 'resource.rowid' : `resource.${quoted(query.orderBy)}, resource.rowid`
      const count = db
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(...bound) as number
      if (count === 0) return { count, hits: [] }
      const page = db.prepare(
        `SELECT resource.*, package.type AS package_type ${from} ORDER BY ${order} LIMIT ? OFFSET ?`,
      )
      const rows = page.all(...bound, query.limit, query.offset) as (StoredResource & {
        package_type: string
      })[]
      const hits = rows.map(({ package_type: packageType, ...row }) => ({
        row: resourceFromColumns(row),
        packageType,
      }))
      return { count, hits }
    },
  }
}
