import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { StoreError } from './store-error.ts'

/**
 * Claims a data folder for one serving process: the lock goes with the process, however it ends.
 *
 * @returns gives the folder free
 * @throws StoreError when another process has it
 */
export function lockFolder(folder: string): () => void {
  const db = new Sqlite(join(folder, 'serve.lock'), { timeout: 0 })
  try {
    db.pragma('journal_mode = DELETE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if ((error as { readonly code?: string }).code !== 'SQLITE_BUSY') throw error
    throw new StoreError(
      `The data folder ${folder} is in use by another ckanister. Stop that one, or choose another folder with --data.`,
      { cause: error },
    )
  }
  return () => {
    db.close()
  }
}
