import type { Database } from 'better-sqlite3'
import type { GroupRow } from './group-columns.ts'

type Group = Pick<GroupRow, 'id' | 'is_organization'>

interface Source {
  readonly from: string
  /** The order of an index from its end, where what was changed last mostly stands: the rest then never is on the page. */
  readonly backwards: string
}

const OWNED: Source = {
  from: `FROM package WHERE owner_org = ? AND state = 'active'`,
  backwards: 'private DESC, seq DESC',
}
const IN_GROUP: Source = {
  from: `FROM member JOIN package ON package.id = member.table_id
    WHERE group_id = ? AND table_name = 'package' AND member.state = 'active' AND package.state = 'active'`,
  backwards: 'member.table_id DESC',
}

const countSql = ({ from }: Source, condition: string): string => `SELECT count(*) ${from} ${condition}`
const newestSql = ({ from, backwards }: Source, condition: string): string =>
  `SELECT id FROM (SELECT package.id, metadata_modified ${from} ${condition} ORDER BY ${backwards} LIMIT -1)
   ORDER BY metadata_modified DESC LIMIT ?`

/** The active datasets of a group or organization. */
export function groupPackages(db: Database) {
  const both = (sql: (source: Source, condition: string) => string) => {
    const made = (source: Source) => ({
      all: db.prepare(sql(source, '')).pluck(),
      public: db.prepare(sql(source, 'AND private = 0')).pluck(),
    })
    return { owned: made(OWNED), inGroup: made(IN_GROUP) }
  }
  const counts = both(countSql)
  const ids = both(newestSql)
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
