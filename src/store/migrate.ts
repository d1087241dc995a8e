import type { Database } from 'better-sqlite3'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { StoreError } from './store-error.ts'

/** Each migration's file name begins with its number: `0001_catalogue.sql`. */
const NUMBERED = /^(\d{4})_.+\.sql$/

/**
 * Brings the file to this program's version, each step in a transaction of its own; `PRAGMA user_version` holds the last one.
 * `folder` holds the steps.
 *
 * @throws StoreError when the file was made by a newer program, or is damaged
 */
export function migrate(db: Database, folder = join(import.meta.dirname, 'migrations')): void {
  const steps = readdirSync(folder)
    .map((file) => ({ file, version: Number(NUMBERED.exec(file)?.[1] ?? 0) }))
    .filter(({ version }) => version > 0)
    .sort((a, b) => a.version - b.version)
  const known = steps.at(-1)?.version ?? 0
  const current = db.pragma('user_version', { simple: true }) as number
  if (current > known) {
    throw new StoreError(
      `The data folder was written by a newer ckanister (database version ${String(current)}, this program knows ${String(known)}). Install the newer version, or restore a backup.`,
    )
  }
  for (const { file, version } of steps) {
    if (version <= current) continue
    db.transaction(() => {
      db.exec(readFileSync(join(folder, file), 'utf8'))
      db.pragma(`user_version = ${String(version)}`)
    })()
  }
}
