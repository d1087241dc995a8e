import type { Database } from 'better-sqlite3'
import { NotFound } from '../../core/errors.ts'
import { exportCsv } from './export-csv.ts'
import { search, type SearchRequest } from './search.ts'
import { asksForText } from './search-text.ts'
import { tableCatalog } from './table-catalog.ts'
import { tableInfo } from './table-info.ts'

/** Everything that only reads, by name: what the reading threads are asked to do. */
export function createReader(db: Database) {
  const catalog = tableCatalog(db)
  const required = (resourceId: string) => {
    const meta = catalog.get(resourceId)
    if (!meta) throw new NotFound(`Resource "${resourceId}" was not found.`)
    return meta
  }
  return {
    /** undefined: the full-text index must be made first. */
    search: (resourceId: string, request: SearchRequest, indexedTypes: readonly string[]) => {
      const meta = required(resourceId)
      return meta.isSearchable || !asksForText(request) ? search(db, meta, request, indexedTypes) : undefined
    },
    info: (resourceId: string) => tableInfo(db, required(resourceId), catalog.aliasesOf(resourceId)),
    exportCsv: (resourceId: string, file: string) => {
      const meta = catalog.get(resourceId)
      return meta && exportCsv(db, meta, file)
    },
  }
}

export type ReaderMethods = ReturnType<typeof createReader>
