import type { Database } from 'better-sqlite3'

export type ChangeKind =
  'package' | 'group' | 'user' | 'tag' | 'vocabulary' | 'member' | 'collaborator' | 'follower' | 'system_info'

export interface Change {
  readonly seq: number
  readonly kind: ChangeKind
  readonly id: string
}

/** The log that everything derived from the catalogue follows; entries become visible with their transaction. */
export function changeLog(db: Database) {
  const after = db.prepare('SELECT seq, kind, id FROM changes WHERE seq > ? ORDER BY seq LIMIT ?')
  const version = db.prepare('PRAGMA data_version').pluck()
  const last = db.prepare('SELECT ifnull(max(seq), 0) FROM changes').pluck()
  return {
    /** Changes later than `seq`, oldest first. */
    after: async (seq: number, limit: number) => after.all(seq, limit) as Change[],
    /** The newest entry's number; 0 when nothing was ever written. */
    last: async () => last.get() as number,
    /** Another number after each commit of another connection, whatever it wrote. For the reading connection. */
    version: () => version.get() as number,
  }
}

/** For the table modules: appends to the log inside their transaction. */
export function changeAppender(db: Database, kind: ChangeKind): (id: string) => void {
  const append = db.prepare('INSERT INTO changes (kind, id) VALUES (?, ?)')
  return (id) => {
    append.run(kind, id)
  }
}
