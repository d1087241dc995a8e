import type { Database } from 'better-sqlite3'
import { resourceFromColumns, type StoredResource } from './package-columns.ts'
import { resourceSearch } from './resource-search.ts'
import { resourceViewTable } from './resource-views.ts'
import type { ResourceRow } from './rows.ts'

/** Resources are written with their dataset (packages.ts); their views are written here. */
export function resourceTable(db: Database) {
  const byId = db.prepare('SELECT * FROM resource WHERE id = ?')
  const byName = db.prepare('SELECT * FROM resource WHERE name = ? LIMIT 1')
  return {
    ...resourceViewTable(db),
    ...resourceSearch(db),
    /** By id, any state. */
    get: async (id: string): Promise<ResourceRow | undefined> => {
      const stored = byId.get(id) as StoredResource | undefined
      return stored && resourceFromColumns(stored)
    },
    /** By id, then by name: CKAN looks resources up so before it asks who may see them. */
    find: async (idOrName: string): Promise<ResourceRow | undefined> => {
      const stored = (byId.get(idOrName) ?? byName.get(idOrName)) as StoredResource | undefined
      return stored && resourceFromColumns(stored)
    },
  }
}
