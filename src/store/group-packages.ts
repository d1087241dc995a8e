import type { Database } from 'better-sqlite3'
import type { GroupRow } from './group-columns.ts'

type Group = Pick<GroupRow, 'id' | 'is_organization'>

const OWNED = `FROM package WHERE owner_org = ? AND state = 'active'`
const IN_GROUP = `FROM member JOIN package ON package.id = member.table_id
  WHERE group_id = ? AND table_name = 'package' AND member.state = 'active' AND package.state = 'active'`
const NEWEST = 'ORDER BY metadata_modified DESC LIMIT ?'

/** The active datasets of a group or organization. */
export function groupPackages(db: Database) {
  const both = (sql: (from: string) => string) => {
    const made = (from: string) => ({
      all: db.prepare(sql(from)).pluck(),
      public: db.prepare(sql(`${from} AND private = 0`)).pluck(),
    })
    return { owned: made(OWNED), inGroup: made(IN_GROUP) }
  }
  const counts = both((from) => `SELECT count(*) ${from}`)
  const ids = both((from) => `SELECT package.id ${from} ${NEWEST}`)
  const kept = db.prepare(`SELECT 1 FROM package WHERE owner_org = ? AND state <> 'deleted' LIMIT 1`)
  const chosen = <Statement>(
    statements: Readonly<Record<'owned' | 'inGroup', Readonly<Record<'all' | 'public', Statement>>>>,
    group: Group,
    withPrivate: boolean,
  ): Statement => statements[group.is_organization ? 'owned' : 'inGroup'][withPrivate ? 'all' : 'public']
  return {
    packageCount: async (group: Group, withPrivate: boolean) =>
      chosen(counts, group, withPrivate).get(group.id) as number,
    /** Ids, the one that was changed last first. */
    packageIds: async (group: Group, withPrivate: boolean, limit: number) =>
      chosen(ids, group, withPrivate).all(group.id, limit) as string[],
    /** Whether an organization owns a dataset that is not deleted: CKAN keeps it then. */
    ownsPackages: async (id: string) => kept.get(id) !== undefined,
  }
}
