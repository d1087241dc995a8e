import type { Database } from 'better-sqlite3'

export type FollowedType = 'user' | 'dataset' | 'group'

export interface FollowerRow {
  readonly object_type: FollowedType
  readonly object_id: string
  readonly follower_id: string
  readonly datetime: string
}

export function followerTable(db: Database) {
  const count = db.prepare('SELECT count(*) FROM follower WHERE object_type = ? AND object_id = ?').pluck()
  return {
    /** How many users follow the object; groups and organizations are both `group`. */
    count: async (type: FollowedType, objectId: string) => count.get(type, objectId) as number,
  }
}
