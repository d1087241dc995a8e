import type { Database } from 'better-sqlite3'

export interface RelationshipRow {
  readonly id: string
  readonly subject_package_id: string
  readonly object_package_id: string
  /** Always the forward form: depends_on, derives_from, links_to, child_of. */
  readonly type: string
  readonly comment: string
}

/** Whoever writes here renders both datasets again: what package_show answers names them. */
export function relationshipTable(db: Database) {
  const ofSubject = db.prepare(
    'SELECT * FROM package_relationship WHERE subject_package_id = ? ORDER BY rowid',
  )
  const ofObject = db.prepare('SELECT * FROM package_relationship WHERE object_package_id = ? ORDER BY rowid')
  const one = db.prepare(
    `SELECT * FROM package_relationship
     WHERE subject_package_id = @subject_package_id AND object_package_id = @object_package_id AND type = @type`,
  )
  const put = db.prepare(
    `INSERT INTO package_relationship (id, subject_package_id, object_package_id, type, comment)
     VALUES (@id, @subject_package_id, @object_package_id, @type, @comment)
     ON CONFLICT (id) DO UPDATE SET type = excluded.type, comment = excluded.comment`,
  )
  const remove = db.prepare('DELETE FROM package_relationship WHERE id = ?')
  return {
    ofSubject: async (packageId: string) => ofSubject.all(packageId) as RelationshipRow[],
    ofObject: async (packageId: string) => ofObject.all(packageId) as RelationshipRow[],
    /** The relationship of this type between the two. */
    between: async (key: Pick<RelationshipRow, 'subject_package_id' | 'object_package_id' | 'type'>) =>
      one.get(key) as RelationshipRow | undefined,
    /** Adds the relationship, or changes its type and comment. */
    put: async (row: RelationshipRow): Promise<void> => {
      put.run(row)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
  }
}
