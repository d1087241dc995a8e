import type { Database } from 'better-sqlite3'
import { upsertSql } from './upsert-sql.ts'

/** Another portal that is harvested. Times are CKAN's text, `next_run` milliseconds since 1970. */
export interface HarvestSourceRow {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly title: string
  readonly notes: string
  readonly source_type: string
  readonly frequency: string
  /** JSON, or empty. */
  readonly config: string
  readonly owner_org: string | null
  readonly creator_user_id: string | null
  readonly state: 'active' | 'deleted'
  readonly metadata_created: string
  readonly metadata_modified: string
  readonly next_run: number | null
  /** JSON */
  readonly validators: string | null
}

const COLUMNS = [
  'id',
  'name',
  'url',
  'title',
  'notes',
  'source_type',
  'frequency',
  'config',
  'owner_org',
  'creator_user_id',
  'state',
  'metadata_created',
  'metadata_modified',
  'next_run',
  'validators',
] as const

/** Sources of harvests. */
export function harvestSourceTable(db: Database) {
  const find = db.prepare(
    'SELECT * FROM harvest_source WHERE id = @key OR name = @key ORDER BY id = @key DESC',
  )
  const byUrl = db.prepare("SELECT * FROM harvest_source WHERE url = ? AND state = 'active' AND id <> ?")
  const all = db.prepare(
    "SELECT * FROM harvest_source WHERE state = 'active' OR @deleted = 1 ORDER BY metadata_created, id",
  )
  const upsert = db.prepare(upsertSql('harvest_source', COLUMNS, 'id'))
  const schedule = db.prepare('UPDATE harvest_source SET next_run = ? WHERE id = ?')
  const validate = db.prepare('UPDATE harvest_source SET validators = ? WHERE id = ?')
  return {
    /** By id or name, any state. */
    find: async (idOrName: string) => find.get({ key: idOrName }) as HarvestSourceRow | undefined,
    /** Other active sources of this address. */
    withUrl: async (url: string, exceptId: string) => byUrl.all(url, exceptId) as HarvestSourceRow[],
    /** The oldest first. */
    all: async (withDeleted: boolean) => all.all({ deleted: withDeleted ? 1 : 0 }) as HarvestSourceRow[],
    save: async (row: HarvestSourceRow): Promise<void> => {
      upsert.run(row)
    },
    setNextRun: async (id: string, at: number | null): Promise<void> => {
      schedule.run(at, id)
    },
    setValidators: async (id: string, validators: string | null): Promise<void> => {
      validate.run(validators, id)
    },
  }
}
