import Sqlite, { type Database } from 'better-sqlite3'
import { join } from 'node:path'
import { migrate } from '../../store/migrate.ts'
import { StoreError } from '../../store/store-error.ts'
import { defineSqlFunctions } from './sql-functions.ts'

/**
 * Opens the tables' file; made when missing.
 *
 * @throws StoreError when it is damaged, no database, or of a newer program
 */
export function openDatabase(file: string, options: { readonly readonly?: boolean } = {}): Database {
  try {
    const db = new Sqlite(file, { readonly: options.readonly ?? false })
    if (!options.readonly) {
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      db.pragma('wal_autocheckpoint = 4000')
    }
    db.pragma('busy_timeout = 30000')
    db.pragma('foreign_keys = ON')
    db.pragma('cache_size = -32000')
    db.pragma('temp_store = MEMORY')
    if (!options.readonly) migrate(db, join(import.meta.dirname, '../migrations'))
    defineSqlFunctions(db)
    return db
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(`The database ${file} can't be opened: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}
