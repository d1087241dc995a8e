import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'

const TABLES = { user: 'user', dataset: 'package', group: '"group"' } as const
export type FollowedType = keyof typeof TABLES

export interface FollowerRow {
  readonly object_type: FollowedType
  readonly object_id: string
  readonly follower_id: string
  readonly datetime: string
}

/** Who follows what; groups and organizations are both `group`. Whoever or whatever is not active does not count. */
export function followerTable(db: Database) {
  const one = db.prepare(
    'SELECT * FROM follower WHERE object_type = @object_type AND object_id = @object_id AND follower_id = @follower_id',
  )
  const add = db.prepare(
    `INSERT INTO follower (object_type, object_id, follower_id, datetime)
     VALUES (@object_type, @object_id, @follower_id, @datetime)`,
  )
  const remove = db.prepare(
    'DELETE FROM follower WHERE object_type = ? AND object_id = ? AND follower_id = ?',
  )
  const statements = (type: FollowedType) => {
    const active = `FROM follower JOIN ${TABLES[type]} AS object ON object.id = object_id
      JOIN user ON user.id = follower_id
      WHERE object_type = '${type}' AND object.state <> 'deleted' AND user.state = 'active'`
    return {
      count: db.prepare(`SELECT count(*) ${active} AND object_id = ?`).pluck(),
      followers: db.prepare(`SELECT follower_id ${active} AND object_id = ? ORDER BY user.name`).pluck(),
      followed: db.prepare(`SELECT object_id ${active} AND follower_id = ? ORDER BY datetime`).pluck(),
    }
  }
  const of = { user: statements('user'), dataset: statements('dataset'), group: statements('group') }
  const changed = changeAppender(db, 'follower')
  return {
    /** How many users follow the object. */
    count: async (type: FollowedType, objectId: string) => of[type].count.get(objectId) as number,
    /** Ids of the users who follow the object, by their names. */
    followersOf: async (type: FollowedType, objectId: string) => of[type].followers.all(objectId) as string[],
    /** Ids of what a user follows, the oldest first. */
    followedBy: async (type: FollowedType, userId: string) => of[type].followed.all(userId) as string[],
    get: async (key: Omit<FollowerRow, 'datetime'>) => one.get(key) as FollowerRow | undefined,
    add: async (row: FollowerRow): Promise<void> => {
      add.run(row)
      changed(row.object_id)
    },
    remove: async (type: FollowedType, objectId: string, userId: string): Promise<void> => {
      if (remove.run(type, objectId, userId).changes > 0) changed(objectId)
    },
  }
}
