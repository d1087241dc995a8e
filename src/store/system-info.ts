import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'

/** Options that a sysadmin changed while the site runs (config_option_update). */
export function systemInfoTable(db: Database) {
  const one = db.prepare('SELECT value FROM system_info WHERE key = ?').pluck()
  const all = db.prepare('SELECT key, value FROM system_info')
  const put = db.prepare('INSERT OR REPLACE INTO system_info (key, value) VALUES (?, ?)')
  const changed = changeAppender(db, 'system_info')
  return {
    /** undefined: never changed. */
    get: async (key: string) => one.get(key) as string | undefined,
    all: async (): Promise<Record<string, string>> =>
      Object.fromEntries(
        (all.all() as { key: string; value: string }[]).map(({ key, value }) => [key, value]),
      ),
    put: async (key: string, value: string): Promise<void> => {
      put.run(key, value)
      changed(key)
    },
  }
}
