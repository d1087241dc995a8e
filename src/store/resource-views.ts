import type { Database } from 'better-sqlite3'
import { type JsonObject, toJson } from '../core/json.ts'
import { readJson } from '../core/read-json.ts'
import { upsertSql } from './upsert-sql.ts'

export interface ResourceViewRow {
  readonly id: string
  readonly resource_id: string
  readonly title: string
  readonly description: string | null
  readonly view_type: string
  /** Views of a resource are listed in this order. */
  readonly order: number
  /** The fields of its kind. */
  readonly config: JsonObject
}

type StoredView = Omit<ResourceViewRow, 'config'> & { readonly config: string }

const COLUMNS = ['id', 'resource_id', 'title', 'description', 'view_type', 'order', 'config'] as const

const fromColumns = (stored: StoredView): ResourceViewRow => ({
  ...stored,
  config: readJson(stored.config) as JsonObject,
})

export function resourceViewTable(db: Database) {
  const byId = db.prepare('SELECT * FROM resource_view WHERE id = ?')
  const ofResource = db.prepare('SELECT * FROM resource_view WHERE resource_id = ? ORDER BY "order", rowid')
  const upsert = db.prepare(upsertSql('resource_view', COLUMNS, 'id'))
  const remove = db.prepare('DELETE FROM resource_view WHERE id = ?')
  const removeAll = db.prepare('DELETE FROM resource_view')
  const removeOfType = db.prepare('DELETE FROM resource_view WHERE view_type = ?')
  return {
    view: async (id: string): Promise<ResourceViewRow | undefined> => {
      const stored = byId.get(id) as StoredView | undefined
      return stored && fromColumns(stored)
    },
    /** In their order. */
    viewsOf: async (resourceId: string): Promise<ResourceViewRow[]> =>
      (ofResource.all(resourceId) as StoredView[]).map(fromColumns),
    /** Adds or replaces the row. */
    saveView: async (row: ResourceViewRow): Promise<void> => {
      upsert.run({ ...row, config: toJson(row.config) })
    },
    removeView: async (id: string): Promise<void> => {
      remove.run(id)
    },
    /** Removes every view, or those of some kinds. */
    clearViews: async (types: readonly string[] | undefined): Promise<void> => {
      if (types === undefined) removeAll.run()
      else for (const type of types) removeOfType.run(type)
    },
  }
}
