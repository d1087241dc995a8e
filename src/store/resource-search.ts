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

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function condition({ field, kind }: ResourceTerm): string {
  switch (kind) {
    case 'text':
      return `instr(fold_text(resource.${quoted(field)}), ?)`
    case 'prefix':
      return `instr(fold_text(resource.${quoted(field)}), ?) = 1`
    case 'value':
      return `resource.${quoted(field)} = ?`
    case 'custom':
      return `instr(fold_text(json_extract(resource.extras, ?)), ?)`
  }
}

function values({ field, kind, value }: ResourceTerm): readonly (string | number)[] {
  const text = typeof value === 'string' && kind !== 'value' ? value.toLowerCase() : value
  return kind === 'custom' ? [`$.${JSON.stringify(field)}`, text] : [text]
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
      const where = ['true', ...query.terms.map(condition)].join(' AND ')
      const from = `FROM resource JOIN package ON package.id = package_id
        WHERE resource.state = 'active' AND package.state = 'active' AND private = 0 AND ${where}`
      const bound = query.terms.flatMap(values)
      const order =
        query.orderBy === undefined ? 'resource.rowid' : `resource.${quoted(query.orderBy)}, resource.rowid`
      const count = db
        .prepare(`SELECT count(*) ${from}`)
        .pluck()
        .get(...bound) as number
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
