import Sqlite, { type Database } from 'better-sqlite3'
import { activityTable } from './activities.ts'
import { activityCopies } from './activity-copies.ts'
import { apiTokenTable } from './api-tokens.ts'
import { bulkKeyTable } from './bulk-keys.ts'
import { changeLog } from './changes.ts'
import { createCheckpoints } from './checkpoints.ts'
import { collaboratorTable } from './collaborators.ts'
import { dashboardTable } from './dashboards.ts'
import { followerTable } from './followers.ts'
import { formatTable } from './formats.ts'
import { groupTable } from './groups.ts'
import { harvestJobTable } from './harvest-jobs.ts'
import { harvestObjectTable } from './harvest-objects.ts'
import { harvestSourceTable } from './harvest-sources.ts'
import { jobTable } from './jobs.ts'
import { memberTable } from './members.ts'
import { migrate } from './migrate.ts'
import { packageTable } from './packages.ts'
import { relationshipTable } from './relationships.ts'
import { createRenderer, type Renderer, type RenderOptions } from './render-package.ts'
import { resourceTable } from './resources.ts'
import { StoreError } from './store-error.ts'
import { systemInfoTable } from './system-info.ts'
import { tableLoadTable } from './table-loads.ts'
import { tagTable } from './tags.ts'
import { taskStatusTable } from './task-status.ts'
import { termTranslationTable } from './term-translations.ts'
import { userTable } from './users.ts'
import { vocabularyTable } from './vocabularies.ts'
import { webhookTable } from './webhooks.ts'
import { createWalSync } from './wal-sync.ts'
import { createWriteQueue, type WriteOptions } from './write-queue.ts'

const openTables = (db: Database, renderer: Renderer, copies = activityCopies(db, renderer.withSite)) => ({
  activities: activityTable(db, copies),
  apiTokens: apiTokenTable(db),
  bulkKeys: bulkKeyTable(db),
  changes: changeLog(db),
  collaborators: collaboratorTable(db),
  dashboards: dashboardTable(db),
  followers: followerTable(db),
  formats: formatTable(db),
  groups: groupTable(db),
  harvestJobs: harvestJobTable(db),
  harvestObjects: harvestObjectTable(db),
  harvestSources: harvestSourceTable(db),
  jobs: jobTable(db),
  members: memberTable(db),
  packages: packageTable(db, renderer, copies),
  relationships: relationshipTable(db),
  resources: resourceTable(db),
  systemInfo: systemInfoTable(db),
  tableLoads: tableLoadTable(db),
  tags: tagTable(db),
  taskStatus: taskStatusTable(db),
  termTranslations: termTranslationTable(db),
  users: userTable(db),
  vocabularies: vocabularyTable(db),
  webhooks: webhookTable(db),
})

/** The tables of the catalogue, each behind coarse asynchronous methods: another database may stand behind them later. */
export type Tables = ReturnType<typeof openTables>

export interface Store extends Tables {
  /**
   * Runs `work` in one transaction; it is committed when the promise resolves and leaves no trace when `work` throws.
   * Nothing but the store may be awaited in it. Inside a transaction it is a step of its own that can fail alone.
   */
  readonly write: <T>(work: (tx: Store) => Promise<T>, options?: WriteOptions) => Promise<T>
}

export interface OpenStore extends Store {
  /** For the search index, which keeps its own tables in the same file and the same transactions. */
  readonly connections: { readonly reader: Database; readonly writer: Database }
  readonly close: () => void
}

export interface StoreOptions extends RenderOptions {
  /** Path of the SQLite file; made when missing. */
  readonly file: string
}

function connect(file: string): Database {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  // The write queue waits for the disk before it answers (wal-sync.ts).
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  db.pragma('busy_timeout = 10000')
  // A thread copies the log (checkpoints.ts): this is for when it does not keep up.
  db.pragma('wal_autocheckpoint = 64000')
  db.pragma('cache_size = -32000')
  db.pragma('temp_store = MEMORY')
  return db
}

/** A step of a hopeful transaction failed after it had written something: the transaction can't go on. */
export class StepLeftTraces extends Error {
  override readonly name = 'StepLeftTraces'
}

/** Steps inside a transaction without a savepoint of their own (see WriteOptions). */
function hopefulStore(db: Database, tables: Tables): Store {
  const changes = db.prepare('SELECT total_changes()').pluck()
  const tx: Store = {
    ...tables,
    write: async (work) => {
      const before = changes.get()
      try {
        return await work(tx)
      } catch (error) {
        if (changes.get() === before) throw error
        throw new StepLeftTraces('A step failed after it had written something', { cause: error })
      }
    },
  }
  return tx
}

/** Steps inside a transaction: a savepoint each, one after another as their caller awaits them. */
function nestedStore(db: Database, tables: Tables): Store {
  const savepoint = db.prepare('SAVEPOINT step')
  const release = db.prepare('RELEASE step')
  const rollbackTo = db.prepare('ROLLBACK TO step')
  const tx: Store = {
    ...tables,
    write: async (work) => {
      savepoint.run()
      try {
        const value = await work(tx)
        release.run()
        return value
      } catch (error) {
        if (db.inTransaction) {
          rollbackTo.run()
          release.run()
        }
        throw error
      }
    },
  }
  return tx
}

/**
 * Opens the catalogue: one connection that writes, one that reads and never waits for it (WAL).
 *
 * @throws StoreError when the file is damaged, not a database, or of a newer program
 */
export function openStore(options: StoreOptions): OpenStore {
  let writer: Database
  try {
    writer = connect(options.file)
    migrate(writer)
  } catch (error) {
    if (error instanceof StoreError) throw error
    throw new StoreError(`The database ${options.file} can't be opened: ${(error as Error).message}.`, {
      cause: error,
    })
  }
  const reader = connect(options.file)
  const renderer = createRenderer(options)
  const tables = openTables(writer, renderer)
  const steps = { careful: nestedStore(writer, tables), hopeful: hopefulStore(writer, tables) }
  const wal = createWalSync(options.file)
  const checkpoints = createCheckpoints(options.file, writer)
  const enqueue = createWriteQueue(writer, wal.sync, checkpoints.committed)
  return {
    ...openTables(reader, renderer),
    write: (work, options) =>
      enqueue(() => work(options?.isHopeful ? steps.hopeful : steps.careful), options),
    connections: { reader, writer },
    close: () => {
      checkpoints.close()
      reader.close()
      wal.close()
      writer.close()
    },
  }
}
