import type { Database } from 'better-sqlite3'
import { changeAppender } from './changes.ts'

export interface CollaboratorRow {
  readonly package_id: string
  readonly user_id: string
  /** admin, editor or member */
  readonly capacity: string
  readonly modified: string
}

export function collaboratorTable(db: Database) {
  const one = db.prepare('SELECT * FROM package_member WHERE package_id = ? AND user_id = ?')
  const ofPackage = db.prepare('SELECT * FROM package_member WHERE package_id = ? ORDER BY modified')
  const ofUser = db.prepare('SELECT * FROM package_member WHERE user_id = ? ORDER BY modified')
  const put = db.prepare(
    'INSERT OR REPLACE INTO package_member (package_id, user_id, capacity, modified) VALUES (@package_id, @user_id, @capacity, @modified)',
  )
  const remove = db.prepare('DELETE FROM package_member WHERE package_id = ? AND user_id = ?')
  const changed = changeAppender(db, 'collaborator')
  return {
    get: async (packageId: string, userId: string) =>
      one.get(packageId, userId) as CollaboratorRow | undefined,
    ofPackage: async (packageId: string) => ofPackage.all(packageId) as CollaboratorRow[],
    ofUser: async (userId: string) => ofUser.all(userId) as CollaboratorRow[],
    put: async (row: CollaboratorRow): Promise<void> => {
      put.run(row)
      changed(row.package_id)
    },
    remove: async (packageId: string, userId: string): Promise<void> => {
      remove.run(packageId, userId)
      changed(packageId)
    },
  }
}
