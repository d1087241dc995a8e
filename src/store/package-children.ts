import type { Database } from 'better-sqlite3'
import { RESOURCE_COLUMNS, resourceToColumns, type StoredResource } from './package-columns.ts'
import { rowWriter } from './row-writer.ts'
import type { PackageRecord, TagRow } from './rows.ts'

const same = (a: StoredResource, b: StoredResource): boolean =>
  RESOURCE_COLUMNS.every((name) => a[name] === b[name])

/** Writes what belongs to a dataset, touching only the rows that differ. */
export function packageChildren(db: Database) {
  const stored = db.prepare('SELECT * FROM resource WHERE package_id = ?')
  const resources = rowWriter(db, 'resource', RESOURCE_COLUMNS, {
    key: 'id',
    indexed: ['package_id', 'position', 'format', 'state'],
  })
  const removeResource = db.prepare('DELETE FROM resource WHERE id = ?')
  const tagIds = db.prepare('SELECT tag_id FROM package_tag WHERE package_id = ?').pluck()
  const addTag = db.prepare('INSERT INTO package_tag (package_id, tag_id) VALUES (?, ?)')
  const removeTag = db.prepare('DELETE FROM package_tag WHERE package_id = ? AND tag_id = ?')

  const saveResources = (record: PackageRecord): void => {
    const before = new Map((stored.all(record.id) as StoredResource[]).map((row) => [row.id, row]))
    for (const resource of record.resources) {
      const row = resourceToColumns(resource)
      const old = before.get(row.id)
      before.delete(row.id)
      if (old === undefined) resources.put(row)
      else if (!same(old, row)) resources.replace(row, old)
    }
    for (const id of before.keys()) removeResource.run(id)
  }

  const saveTags = ({ id, tags }: { readonly id: string; readonly tags: readonly TagRow[] }): void => {
    const before = new Set(tagIds.all(id) as string[])
    for (const tag of tags) if (!before.delete(tag.id)) addTag.run(id, tag.id)
    for (const tagId of before) removeTag.run(id, tagId)
  }

  return {
    /** For a dataset that is new. */
    insert: (record: PackageRecord): void => {
      for (const resource of record.resources) resources.put(resourceToColumns(resource))
      for (const tag of record.tags) addTag.run(record.id, tag.id)
    },
    update: (record: PackageRecord): void => {
      saveResources(record)
      saveTags(record)
    },
  }
}
