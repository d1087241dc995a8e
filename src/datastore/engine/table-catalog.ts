import type { Database } from 'better-sqlite3'
import { pgType } from '../types/pg-types.ts'
import { text } from '../types/texts.ts'
import type { Layout, TableMeta } from './table-meta.ts'

interface Row {
  readonly resource_id: string
  readonly number: number
  readonly seq: number
  readonly count: number
  readonly next_id: number
  readonly version: number
  readonly layout: string
}

export type Intent = 'active' | 'inactive' | 'drop'

const MOST_KEPT = 500

/** A layout with the types of its columns. */
function resolved(layout: Layout): Pick<TableMeta, 'columns' | 'byId'> {
  const columns = layout.columns.map((column) => ({
    ...column,
    // A type that this program knew once is always known; text shows what lies there anyway.
    pgType: pgType(column.type) ?? text,
    sql: `c${String(column.number)}`,
  }))
  return { columns, byId: new Map(columns.map((column) => [column.id, column])) }
}

/** What is known of the tables: the rows of ds_table and its neighbours. */
export function tableCatalog(db: Database) {
  const byId = db.prepare('SELECT * FROM ds_table WHERE resource_id = ?')
  const all = db.prepare('SELECT * FROM ds_table ORDER BY seq')
  const ofAlias = db.prepare('SELECT resource_id FROM ds_alias WHERE name = ?').pluck()
  const aliasesOf = db.prepare('SELECT name FROM ds_alias WHERE resource_id = ? ORDER BY seq DESC').pluck()
  const put = db.prepare(
    `INSERT OR REPLACE INTO ds_table (resource_id, number, seq, count, next_id, version, layout)
     VALUES (@resourceId, @number, @seq, @count, @nextId, @version, @layout)`,
  )
  const update = db.prepare(
    `UPDATE ds_table SET number = @number, count = @count, next_id = @nextId, version = @version, layout = @layout
     WHERE resource_id = @resourceId`,
  )
  const setRows = db.prepare('UPDATE ds_table SET count = ?, next_id = ?, version = ? WHERE resource_id = ?')
  const setNextId = db.prepare('UPDATE ds_table SET next_id = max(next_id, ?) WHERE resource_id = ?')
  const remove = db.prepare('DELETE FROM ds_table WHERE resource_id = ?')
  const removeAliases = db.prepare('DELETE FROM ds_alias WHERE resource_id = ?')
  const addAlias = db.prepare('INSERT INTO ds_alias (name, resource_id, seq) VALUES (?, ?, ?)')
  const next = db.prepare('UPDATE ds_counter SET value = value + 1 WHERE name = ? RETURNING value').pluck()
  const putIntent = db.prepare('INSERT OR REPLACE INTO ds_intent (resource_id, kind) VALUES (?, ?)')
  const dropIntent = db.prepare('DELETE FROM ds_intent WHERE resource_id = ?')
  const intents = db.prepare('SELECT resource_id AS resourceId, kind FROM ds_intent')
  const layouts = new Map<string, Layout & Pick<TableMeta, 'columns' | 'byId'>>()

  const metaOf = (row: Row): TableMeta => {
    let layout = layouts.get(row.layout)
    if (!layout) {
      const parsed = JSON.parse(row.layout) as Layout
      layout = { ...parsed, ...resolved(parsed) }
      if (layouts.size >= MOST_KEPT) layouts.clear()
      layouts.set(row.layout, layout)
    }
    const { resource_id: resourceId, number, seq, count, next_id: nextId, version } = row
    return { ...layout, resourceId, number, seq, count, nextId, version }
  }
  const layoutText = (meta: TableMeta): string => {
    const { columns, nextColumn, indexes, triggers, hasExact, hasWide, isSearchable, searchableTo } = meta
    const stored = columns.map(({ number, id, type, info }) => ({
      number,
      id,
      type,
      ...(info === undefined ? {} : { info }),
    }))
    const flags = { hasExact, hasWide, isSearchable, searchableTo }
    return JSON.stringify({ columns: stored, nextColumn, indexes, triggers, ...flags })
  }
  const bound = (meta: TableMeta) => ({
    resourceId: meta.resourceId,
    number: meta.number,
    seq: meta.seq,
    count: meta.count,
    nextId: meta.nextId,
    version: meta.version,
    layout: layoutText(meta),
  })
  const get = (resourceId: string): TableMeta | undefined => {
    const row = byId.get(resourceId) as Row | undefined
    return row && metaOf(row)
  }
  return {
    get,
    /** By the resource's id, or an alias. */
    find: (name: string): TableMeta | undefined => {
      const known = get(name)
      if (known) return known
      const real = ofAlias.get(name) as string | undefined
      return real === undefined ? undefined : get(real)
    },
    all: (): TableMeta[] => (all.all() as Row[]).map(metaOf),
    aliasesOf: (resourceId: string): string[] => aliasesOf.all(resourceId) as string[],
    ownerOfAlias: (name: string): string | undefined => ofAlias.get(name) as string | undefined,
    insert: (meta: TableMeta): void => {
      put.run(bound(meta))
    },
    /** Writes all of it; `columns` may have been changed. */
    update: (meta: TableMeta): void => {
      update.run(bound(meta))
    },
    setRows: (meta: TableMeta, count: number, nextId: number, version: number): void => {
      setRows.run(count, nextId, version, meta.resourceId)
    },
    /** Numbers of rows that were given are not given again, also when the write failed. */
    setNextId: (resourceId: string, nextId: number): void => {
      setNextId.run(nextId, resourceId)
    },
    remove: (resourceId: string): void => {
      removeAliases.run(resourceId)
      remove.run(resourceId)
    },
    setAliases: (resourceId: string, names: readonly string[]): void => {
      removeAliases.run(resourceId)
      for (const name of names) addAlias.run(name, resourceId, next.get('seq'))
    },
    next: (counter: 'table' | 'version' | 'seq'): number => next.get(counter) as number,
    putIntent: (resourceId: string, kind: Intent): void => {
      putIntent.run(resourceId, kind)
    },
    removeIntent: (resourceId: string): void => {
      dropIntent.run(resourceId)
    },
    intents: () => intents.all() as { readonly resourceId: string; readonly kind: Intent }[],
  }
}

export type TableCatalog = ReturnType<typeof tableCatalog>
