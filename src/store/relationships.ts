import type { Database } from 'better-sqlite3'

export interface RelationshipRow {
  readonly id: string
  readonly subject_package_id: string
  readonly object_package_id: string
  /** Always the forward form: depends_on, derives_from, links_to, child_of. */
  readonly type: string
  readonly comment: string
}

export function relationshipTable(db: Database) {
  const ofSubject = db.prepare('SELECT * FROM package_relationship WHERE subject_package_id = ? ORDER BY rowid')
  const ofObject = db.prepare('SELECT * FROM package_relationship WHERE object_package_id = ? ORDER BY rowid')
  const put = db.prepare(
    `INSERT OR REPLACE INTO package_relationship (id, subject_package_id, object_package_id, type, comment)
     VALUES (@id, @subject_package_id, @object_package_id, @type, @comment)`,
  )
  const remove = db.prepare('DELETE FROM package_relationship WHERE id = ?')
  return {
    ofSubject: async (packageId: string) => ofSubject.all(packageId) as RelationshipRow[],
    ofObject: async (packageId: string) => ofObject.all(packageId) as RelationshipRow[],
    put: async (row: RelationshipRow): Promise<void> => {
      put.run(row)
    },
    remove: async (id: string): Promise<void> => {
      remove.run(id)
    },
  }
}
