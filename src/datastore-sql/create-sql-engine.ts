import { JsonText } from '../core/json-text.ts'
import type { TableInfo, TableStore } from '../datastore/door.ts'
import { copiedColumns } from './column-copy.ts'
import type { SqlField } from './sql-messages.ts'
import { createSqlPool } from './sql-pool.ts'
import { createTableCopies } from './table-copies.ts'

export interface SqlRows {
  readonly fields: readonly SqlField[]
  /** A JSON list of objects. */
  readonly records: JsonText
  /** There are more rows than the limit. */
  readonly isTruncated: boolean
}

/** SQL over tables of the DataStore, in PostgreSQL's dialect, read only, in processes of its own. */
export interface SqlEngine {
  /**
   * Finds what a statement names; ask then who may read it.
   *
   * @returns names of tables and aliases as the statement has them
   * @throws SqlError, SqlRefused, NotOneStatement, SqlTimeout
   */
  readonly relations: (sql: string) => Promise<readonly string[]>
  /**
   * Runs a statement that can see the given tables and nothing else.
   *
   * @param tables by the name that the statement has for each
   * @param limit most rows
   * @throws SqlError, SqlRefused, NotOneStatement, SqlTimeout
   */
  readonly run: (sql: string, tables: ReadonlyMap<string, TableInfo>, limit: number) => Promise<SqlRows>
  /** Makes ready what SQL on a large table needs, before somebody asks; does nothing for small ones. */
  readonly prepare: (table: TableInfo) => Promise<void>
  readonly close: () => void
}

export interface SqlEngineOptions {
  /** Folder for copies of the tables; made when missing. */
  readonly folder: string
  readonly tables: TableStore
  /** Seconds that a statement may take. */
  readonly seconds?: number
  /** Megabytes that a statement may take. */
  readonly memory?: number
  /** Statements that run at the same time. */
  readonly processes?: number
}

const SECONDS = 60
const PARSE_SECONDS = 5
const MEMORY = 1024
const PROCESSES = 3
/** Rows from which a copy takes so long that nobody should wait for it. */
const LARGE = 20_000

export function createSqlEngine(options: SqlEngineOptions): SqlEngine {
  const pool = createSqlPool(options.processes ?? PROCESSES)
  const copies = createTableCopies(options.folder, options.tables, pool)

  return {
    relations: async (sql) => {
      const answer = await pool.hold(PARSE_SECONDS, (session) => session.ask({ kind: 'relations', sql }))
      return answer.kind === 'relations' ? answer.names : []
    },
    run: async (sql, tables, limit) => {
      const attached: Attached[] = []
      for (const [name, table] of tables)
        attached.push({
          names: [name],
          file: await copies.fileOf(table),
          columns: copiedColumns(table.columns),
        })
      const rows = await pool.hold(options.seconds ?? SECONDS, (session) =>
        session.ask({
          kind: 'run',
          sql,
          tables: byFile(attached),
          limit,
          memory: options.memory ?? MEMORY,
        }),
      )
      if (rows.kind !== 'rows') throw new Error('the process that runs SQL spoke out of turn')
      return { fields: rows.fields, records: new JsonText(rows.records), isTruncated: rows.isTruncated }
    },
    prepare: async (table) => {
      if (table.count >= LARGE) await copies.fileOf(table)
    },
    close: () => {
      pool.close()
    },
  }
}

interface Attached {
  readonly names: readonly string[]
  readonly file: string
  readonly columns: ReturnType<typeof copiedColumns>
}

/** A table that is named twice, by its id and an alias, is opened once. */
function byFile(tables: readonly Attached[]): readonly Attached[] {
  const merged = new Map<string, Attached>()
  for (const one of tables) {
    const before = merged.get(one.file)
    merged.set(one.file, before ? { ...before, names: [...before.names, ...one.names] } : one)
  }
  return [...merged.values()]
}
