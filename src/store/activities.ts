import type { Database } from 'better-sqlite3'
import { nowMicros, timeText } from '../core/time.ts'
import type { ActivityCopies, KeptData } from './activity-copies.ts'
import { packActivityData } from './activity-data.ts'
import { activityFeed, type FeedQuery } from './activity-feed.ts'
import { activityId, newActivityTail, readActivityId } from './activity-id.ts'
import { type ActivityType, activityTypes, isAboutPackage } from './activity-types.ts'

export interface NewActivity {
  readonly type: ActivityType
  /** null: a guest. */
  readonly user_id: string | null
  readonly object_id: string
  /** As shown. */
  readonly permission_labels: readonly string[] | null
  /** Who may see it: everybody, or who has one of these labels. */
  readonly audience: readonly string[] | 'everybody'
  /** JSON of what is kept of the object. */
  readonly data: string
  /** The copy resembles the object's other copies. */
  readonly isCopyOfObject: boolean
  /** The user's activities are left out of lists. */
  readonly isHidden: boolean
}

export interface ActivityRow {
  readonly id: string
  readonly timestamp: string
  readonly user_id: string | null
  readonly object_id: string
  readonly activity_type: ActivityType
  /** JSON of what is kept of the object. */
  readonly data: string
  readonly permission_labels: readonly string[] | null
}

interface StoredActivity extends KeptData {
  readonly seq: number
  readonly tail: string
  readonly type: number
  readonly user_id: string | null
  readonly object_id: string
  readonly labels: string | null
}

const COLUMNS = `activity.seq, tail, type, actor.id AS user_id, object.id AS object_id, labels, base, data
  FROM activity JOIN activity_ref AS object ON object.ref = object LEFT JOIN activity_ref AS actor ON actor.ref = actor`

/** What was done to what by whom. Nothing here is ever changed; purging an object leaves its activities (CKAN). */
export function activityTable(db: Database, copies: ActivityCopies) {
  const feed = activityFeed(db)
  const last = db.prepare('SELECT max(seq) FROM activity').pluck()
  const insert = db.prepare('INSERT INTO activity VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const groupsOf = db.prepare('SELECT group_id FROM activity_listed WHERE package_id = ?').pluck()
  const one = db.prepare(`SELECT ${COLUMNS} WHERE activity.seq = ?`)
  const hide = db.prepare('INSERT OR IGNORE INTO activity_hidden_user VALUES (?)')
  const unhide = db.prepare('DELETE FROM activity_hidden_user WHERE user_id = ?')
  const hidden = db.prepare('SELECT user_id FROM activity_hidden_user').pluck()
  const mark = db.prepare(
    `UPDATE activity_feed SET audience = audience / 2 * 2 + ?
     WHERE seq IN (SELECT seq FROM activity WHERE actor = (SELECT ref FROM activity_ref WHERE id = ?))`,
  )

  const kept = (seq: number, object: number, activity: NewActivity): KeptData => {
    const { data, object_id: id, isCopyOfObject } = activity
    if (data === '{}') return { base: null, data: null }
    if (isCopyOfObject) return copies.keep(seq, id, object, data)
    return { base: null, data: packActivityData(Buffer.from(data), undefined).bytes }
  }
  const shown = (row: StoredActivity, readData = copies.reader()): ActivityRow => ({
    id: activityId(row.seq, row.tail),
    timestamp: timeText(row.seq),
    user_id: row.user_id,
    object_id: row.object_id,
    activity_type: activityTypes[row.type] ?? 'changed package',
    data: readData(row.object_id, row),
    permission_labels: row.labels === null ? null : (JSON.parse(row.labels) as string[]),
  })
  const get = (seq: number) => one.get(seq) as StoredActivity | undefined

  return {
    /** Adds an activity that happened now. */
    record: async (activity: NewActivity): Promise<ActivityRow> => {
      const { type, user_id: userId, object_id: objectId, permission_labels: labels, data } = activity
      const seq = Math.max(nowMicros(), ((last.get() as number | null) ?? 0) + 1)
      const tail = newActivityTail()
      const code = activityTypes.indexOf(type)
      const actor = userId === null ? null : feed.ref(userId)
      const object = feed.ref(objectId)
      const { base, data: keptData } = kept(seq, object, activity)
      const labelText = labels && JSON.stringify(labels)
      insert.run(seq, tail, code, actor, object, labelText, base, keptData)
      const scopes = new Set([object])
      if (actor !== null) scopes.add(actor)
      if (isAboutPackage(type)) scopes.add(feed.scopeOfAll)
      for (const group of groupsOf.all(objectId) as string[]) scopes.add(feed.ref(group))
      const { audience, isHidden } = activity
      feed.add({ scopes: [...scopes], audience, isHidden, seq, type: code })
      if (isHidden && userId !== null) hide.run(userId)
      return {
        id: activityId(seq, tail),
        timestamp: timeText(seq),
        user_id: userId,
        object_id: objectId,
        activity_type: type,
        data,
        permission_labels: labels,
      }
    },
    get: async (id: string): Promise<ActivityRow | undefined> => {
      const wanted = readActivityId(id)
      const row = wanted && get(wanted.seq)
      return row?.tail === wanted?.tail && row ? shown(row) : undefined
    },
    /** What happened to the same object before. */
    previous: async ({ id, object_id, activity_type }: ActivityRow): Promise<ActivityRow | undefined> => {
      // A user's list holds what the user did as well.
      const types = activityTypes.filter((type) => type.endsWith(' user'))
      const [seq] = feed.page({
        of: [object_id],
        labels: undefined,
        withHidden: true,
        types: activity_type.endsWith(' user') ? types : undefined,
        before: readActivityId(id)?.seq,
        limit: 1,
        offset: 0,
      })
      const row = seq === undefined ? undefined : get(seq)
      return row && shown(row)
    },
    /** One page of lists, the newest first. */
    list: async (query: FeedQuery): Promise<ActivityRow[]> => {
      const readData = copies.reader()
      return feed.page(query).flatMap((seq) => {
        const row = get(seq)
        return row ? [shown(row, readData)] : []
      })
    },
    /** The ids of users whose activities are left out of lists. */
    hiddenUsers: async () => hidden.all() as string[],
    /** Leaves out what a user did, or no longer; this walks through all activities. */
    setHidden: async (userId: string, isHidden: boolean): Promise<void> => {
      ;(isHidden ? hide : unhide).run(userId)
      mark.run(isHidden ? 1 : 0, userId)
    },
  }
}
