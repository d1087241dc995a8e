import { SqlRefused } from './sql-error.ts'

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json }
type JsonObject = Readonly<Record<string, Json>>

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const SYSTEM_SCHEMAS = new Set(['pg_catalog', 'information_schema', 'pg_toast', 'pg_temp'])

function namesOfWith(node: JsonObject): readonly string[] {
  const clause = node['withClause']
  const tables = isObject(clause) && Array.isArray(clause['ctes']) ? (clause['ctes'] as readonly Json[]) : []
  return tables.flatMap((one) => {
    const table = isObject(one) ? one['CommonTableExpr'] : undefined
    const name = isObject(table) ? table['ctename'] : undefined
    return typeof name === 'string' ? [name] : []
  })
}

function relationOf(node: JsonObject, commonTables: ReadonlySet<string>, found: Set<string>): void {
  const name = typeof node['relname'] === 'string' ? node['relname'] : ''
  const schema = typeof node['schemaname'] === 'string' ? node['schemaname'] : undefined
  const isSystem =
    schema === undefined ? name.startsWith('pg_') || name === '_table_metadata' : SYSTEM_SCHEMAS.has(schema)
  if (isSystem) throw new SqlRefused('Not authorized to access system tables')
  if (schema === undefined && commonTables.has(name)) return
  if (schema === undefined || schema === 'public') found.add(name)
}

function walk(value: Json, commonTables: ReadonlySet<string>, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value as readonly Json[]) walk(item, commonTables, found)
  if (!isObject(value)) return
  const names = namesOfWith(value)
  const inner = names.length === 0 ? commonTables : new Set([...commonTables, ...names])
  for (const [key, part] of Object.entries(value)) {
    if (key === 'RangeVar' && isObject(part)) relationOf(part, inner, found)
    else walk(part, inner, found)
  }
}

/**
 * The tables that a statement names, wherever it does: also where they would never be read (`WHERE 1 = 0`).
 *
 * @throws SqlRefused when one is the system's
 */
export function findRelations(tree: object): readonly string[] {
  const found = new Set<string>()
  walk(tree as JsonObject, new Set(), found)
  return [...found]
}
