import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TableInfo, TableStore } from '../datastore/door.ts'
import type { SqlPool } from './sql-pool.ts'

/** Copies of tables in columns, as SQL reads them: one file for each table and version. */
export interface TableCopies {
  /** The file that holds a table as it is now, or as it was a moment ago; made when there is none. */
  readonly fileOf: (table: TableInfo) => Promise<string>
}

const NAME = /^([0-9a-zA-Z-]+)\.([\d-]+)\.duckdb$/
/** Grows when copies get other columns: what an older release left is no copy any more. */
const FORMAT = 2
const MAKING_SECONDS = 600
const MEMORY = 1024

/**
 * Keeps the copies in a folder. A copy is right for as long as the table's version is the same; older ones are removed
 * when a new one is made, and those of dropped tables with them.
 */
export function createTableCopies(folder: string, tables: TableStore, pool: SqlPool): TableCopies {
  const making = new Map<string, Promise<string>>()
  const known = new Set<string>()

  async function make(table: TableInfo, target: string): Promise<string> {
    await mkdir(folder, { recursive: true })
    const csv = join(folder, `${randomUUID()}.csv`)
    const draft = join(folder, `${randomUUID()}.making`)
    try {
      const exported = await tables.exportCsv(table.resourceId, csv)
      if (!exported) throw new Error('the table is gone')
      const types = table.columns.map(({ type }) => type)
      await pool.hold(MAKING_SECONDS, (session) =>
        session.ask({ kind: 'copy', csv, file: draft, types, widths: exported.widths, memory: MEMORY }),
      )
      // What was exported may be newer than what was asked for; then the next query makes another copy.
      await rename(draft, target)
      known.add(target)
      await removeOld(table, target)
      return target
    } finally {
      await rm(csv, { force: true })
      await rm(draft, { force: true })
      await rm(`${draft}.wal`, { force: true })
    }
  }

  async function removeOld(table: TableInfo, kept: string): Promise<void> {
    const alive = new Set((await tables.tables()).map(({ resourceId }) => resourceId))
    for (const file of await readdir(folder)) {
      const [, id] = NAME.exec(file) ?? []
      if (id === undefined || join(folder, file) === kept) continue
      if (id === table.resourceId || !alive.has(id)) {
        known.delete(join(folder, file))
        await rm(join(folder, file), { force: true })
      }
    }
  }

  async function exists(target: string): Promise<boolean> {
    if (known.has(target)) return true
    const files = await readdir(folder).catch(() => [])
    for (const file of files) if (NAME.test(file)) known.add(join(folder, file))
    return known.has(target)
  }

  return {
    fileOf: async (table) => {
      const target = join(folder, `${table.resourceId}.${table.version}-${FORMAT}.duckdb`)
      if (await exists(target)) return target
      const running = making.get(target)
      if (running) return running
      const work = make(table, target).finally(() => making.delete(target))
      making.set(target, work)
      return work
    },
  }
}
