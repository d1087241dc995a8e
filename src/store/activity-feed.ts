import type { Database } from 'better-sqlite3'
import { type ActivityType, activityTypes } from './activity-types.ts'

/** Who reads a list: everybody is 0, whatever is not for everybody 1, and every permission label has a number. */
const EVERYBODY = 0
const RESTRICTED = 1
/** The list of all changes of datasets. */
const ALL_PACKAGES = 0

export interface FeedQuery {
  /** Ids of users, datasets and groups, or all changes of datasets. The lists are joined. */
  readonly of: readonly string[] | 'packages'
  /**
   * Ids of organizations whose lists are joined without what happened to datasets that are no longer active, unless
   * their membership ended with them.
   */
  readonly ofActiveIn?: readonly string[] | undefined
  /** The reader's permission labels; undefined: a reader who may see everything. */
  readonly labels: readonly string[] | undefined
  /** Also what hidden users did. */
  readonly withHidden?: boolean | undefined
  readonly types?: readonly ActivityType[] | undefined
  /** Microseconds since 1970: only what happened before. */
  readonly before?: number | undefined
  /** Only what happened after; without `before` the page begins with the oldest. */
  readonly after?: number | undefined
  readonly limit: number
  readonly offset: number
}

interface FeedEntry {
  readonly scopes: readonly number[]
  /** null: only for those who see everything; `'everybody'`, or permission labels. */
  readonly audience: readonly string[] | 'everybody'
  readonly isHidden: boolean
  readonly seq: number
  readonly type: number
}

/** The numbers by which feeds name ids and labels. */
function refTable(db: Database) {
  const find = db.prepare('SELECT ref FROM activity_ref WHERE id = ?').pluck()
  const add = db.prepare('INSERT INTO activity_ref (id) VALUES (?)')
  const findAll = db
    .prepare('SELECT ref FROM activity_ref WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
  return {
    ensure: (id: string): number =>
      (find.get(id) as number | undefined) ?? Number(add.run(id).lastInsertRowid),
    known: (ids: readonly string[]) => findAll.all(JSON.stringify(ids)) as number[],
  }
}

export function activityFeed(db: Database) {
  const refs = refTable(db)
  const insert = db.prepare('INSERT OR IGNORE INTO activity_feed VALUES (?, ?, ?, ?)')
  const select = (order: string, condition = '') =>
    db
      .prepare(
        `SELECT seq FROM activity_feed WHERE scope = ? AND audience = ? AND seq > ? AND seq < ? ${condition}
         ORDER BY seq ${order} LIMIT ?`,
      )
      .pluck()
  const OF_TYPES = 'AND type IN (SELECT value FROM json_each(?))'
  const OF_ACTIVE = `AND NOT EXISTS (
    SELECT 1 FROM activity JOIN activity_ref ON activity_ref.ref = activity.object
      JOIN package ON package.id = activity_ref.id
      WHERE activity.seq = activity_feed.seq AND package.state <> 'active' AND NOT EXISTS (
        SELECT 1 FROM member WHERE group_id = package.owner_org AND table_name = 'package' AND table_id = package.id
          AND member.state = 'deleted' AND package.state = 'deleted'))`
  const statements = (condition: string) => ({
    newest: { any: select('DESC', condition), ofTypes: select('DESC', `${condition} ${OF_TYPES}`) },
    oldest: { any: select('ASC', condition), ofTypes: select('ASC', `${condition} ${OF_TYPES}`) },
  })
  const ofAll = statements('')
  const ofActive = statements(OF_ACTIVE)

  const audiencesOf = (labels: readonly string[] | undefined, withHidden: boolean): number[] => {
    const known = labels && refs.known(labels.filter((label) => label !== 'public'))
    const seen = known ? [EVERYBODY, ...known] : [EVERYBODY, RESTRICTED]
    return seen.flatMap((ref) => (withHidden ? [ref * 2, ref * 2 + 1] : [ref * 2]))
  }

  return {
    ref: refs.ensure,
    /** Shows an activity in the lists of `scopes` to its readers. */
    add: ({ scopes, audience, isHidden, seq, type }: FeedEntry): void => {
      const readers =
        audience === 'everybody' ? [EVERYBODY] : [RESTRICTED, ...audience.map((label) => refs.ensure(label))]
      for (const scope of scopes) {
        for (const reader of readers) insert.run(scope, reader * 2 + (isHidden ? 1 : 0), seq, type)
      }
    },
    scopeOfAll: ALL_PACKAGES,
    /**
     * One page, the newest first. Each pair of a list and a reader is a range of the index in the order of time; of
     * each only what can be on the page is looked at.
     */
    page: (query: FeedQuery): number[] => {
      const { before = Number.MAX_SAFE_INTEGER, after = 0, limit, offset, types } = query
      const isOldestFirst = query.after !== undefined && query.before === undefined
      const whole = query.of === 'packages' ? [ALL_PACKAGES] : refs.known(query.of)
      const scopes = [
        ...whole.map((scope) => [scope, ofAll] as const),
        ...refs.known(query.ofActiveIn ?? []).map((scope) => [scope, ofActive] as const),
      ]
      const audiences = audiencesOf(query.labels, query.withHidden ?? false)
      const wanted = types && JSON.stringify(types.map((type) => activityTypes.indexOf(type)))
      const most = Math.min(limit + offset, Number.MAX_SAFE_INTEGER)
      const inOrder = isOldestFirst ? (a: number, b: number) => a - b : (a: number, b: number) => b - a
      let found: number[] = []
      let [low, high] = [after, before]
      for (const [scope, { oldest, newest }] of scopes) {
        const statement = (isOldestFirst ? oldest : newest)[wanted === undefined ? 'any' : 'ofTypes']
        for (const audience of audiences) {
          const range = [scope, audience, low, high, ...(wanted === undefined ? [] : [wanted]), most]
          const more = statement.all(range) as number[]
          if (more.length === 0) continue
          found = found.length === 0 ? more : [...new Set([...found, ...more])].sort(inOrder).slice(0, most)
          if (found.length < most) continue
          // What lies beyond the last of a full page can't be on it.
          const last = found.at(-1) ?? 0
          if (isOldestFirst) high = last + 1
          else low = last - 1
        }
      }
      const page = found.slice(offset, offset + limit)
      return isOldestFirst ? page.reverse() : page
    },
  }
}
