import type { Database } from 'better-sqlite3'
import { byDisplayName } from '../core/by-display-name.ts'
import { imageDisplayUrl } from '../core/image-display-url.ts'
import { JsonText } from '../core/json-text.ts'
import { toJson } from '../core/json.ts'
import type { ActivityCopies } from './activity-copies.ts'
import { changeAppender } from './changes.ts'
import { organizationSummary, type StoredGroup } from './group-columns.ts'
import {
  PACKAGE_COLUMNS,
  packageFromColumns,
  packageToColumns,
  resourceFromColumns,
  type StoredPackage,
  type StoredResource,
} from './package-columns.ts'
import type { Renderer } from './render-package.ts'
import { packageChildren } from './package-children.ts'
import type { PackageRecord, PackageRow, TagRow } from './rows.ts'
import { upsertSql } from './upsert-sql.ts'

interface RelationshipRow {
  readonly id: string
  readonly type: string
  readonly comment: string
  readonly subject_package_id: string
  readonly object_package_id: string
}

interface RenderedRow {
  readonly rendered_with: string
  readonly owner_org: string | null
  readonly text: string
}

/** A relationship inside a dataset: the literal key `__extras` is CKAN's. */
const shownRelationship = (row: RelationshipRow) => ({
  __extras: { object_package_id: row.object_package_id, subject_package_id: row.subject_package_id },
  comment: row.comment,
  id: row.id,
  type: row.type,
})

const COLUMNS = PACKAGE_COLUMNS.join(', ')

export function packageTable(db: Database, renderer: Renderer, copies: ActivityCopies) {
  const byId = db.prepare(`SELECT ${COLUMNS} FROM package WHERE id = ?`)
  const byName = db.prepare(`SELECT ${COLUMNS} FROM package WHERE name = ?`)
  const resourcesOf = db.prepare('SELECT * FROM resource WHERE package_id = ? ORDER BY position, id')
  const tagsOf = db.prepare(
    `SELECT tag.id, tag.name, tag.vocabulary_id FROM package_tag JOIN tag ON tag.id = tag_id
     WHERE package_id = ? ORDER BY tag.name, tag.vocabulary_id`,
  )
  const asSubject = db.prepare(
    'SELECT * FROM package_relationship WHERE subject_package_id = ? ORDER BY rowid',
  )
  const asObject = db.prepare('SELECT * FROM package_relationship WHERE object_package_id = ? ORDER BY rowid')
  const renderedText = db.prepare(
    'SELECT rendered_with, owner_org, text FROM package_rendered WHERE package_id = ?',
  )
  // Joins cost several times what single look-ups do here: each look-up is one row by its key.
  const groupById = db.prepare('SELECT * FROM "group" WHERE id = ?')
  const membershipsOf = db
    .prepare(
      `SELECT group_id FROM member WHERE table_name = 'package' AND table_id = ? AND state = 'active' AND capacity <> 'organization'`,
    )
    .pluck()
  const upsert = db.prepare(upsertSql('package', PACKAGE_COLUMNS, 'id'))
  const saveRendered = db.prepare(
    'INSERT OR REPLACE INTO package_rendered (package_id, rendered_with, owner_org, text) VALUES (?, ?, ?, ?)',
  )
  const publicNames = db
    .prepare(`SELECT name FROM package WHERE state = 'active' AND private = 0 ORDER BY name LIMIT ? OFFSET ?`)
    .pluck()
  const rename = db.prepare('UPDATE package SET name = ? WHERE id = ?')
  const purge = db.prepare('DELETE FROM package WHERE id = ?')
  const purgeMembers = db.prepare(`DELETE FROM member WHERE table_name = 'package' AND table_id = ?`)
  const purgeFollowers = db.prepare(`DELETE FROM follower WHERE object_type = 'dataset' AND object_id = ?`)
  const idsAfter = db.prepare('SELECT id FROM package WHERE seq > ? ORDER BY seq LIMIT ?').pluck()
  const publicBetween = db.prepare(
    `SELECT id, name, metadata_modified FROM package
     WHERE seq > ? AND seq <= ? AND state = 'active' AND private = 0 ORDER BY seq`,
  )
  const lastSeq = db.prepare('SELECT ifnull(max(seq), 0) FROM package').pluck()
  const seqOf = db.prepare('SELECT seq FROM package WHERE id = ?').pluck()
  const idsOfOrg = db.prepare('SELECT id FROM package WHERE owner_org = ? ORDER BY seq').pluck()
  const children = packageChildren(db)
  const changed = changeAppender(db, 'package')

  const load = (stored: StoredPackage): PackageRecord => ({
    ...packageFromColumns(stored),
    resources: (resourcesOf.all(stored.id) as StoredResource[]).map(resourceFromColumns),
    tags: tagsOf.all(stored.id) as TagRow[],
  })
  const record = (id: string): PackageRecord | undefined => {
    const stored = byId.get(id) as StoredPackage | undefined
    return stored && load(stored)
  }
  const render = (saved: PackageRecord): string =>
    renderer.render(saved, {
      relationships_as_subject: (asSubject.all(saved.id) as RelationshipRow[]).map(shownRelationship),
      relationships_as_object: (asObject.all(saved.id) as RelationshipRow[]).map(shownRelationship),
    })
  const keepRendered = (saved: PackageRecord, text: string): void => {
    saveRendered.run(saved.id, renderer.fingerprint, saved.owner_org, text)
  }
  const replaceRendered = (saved: PackageRecord): void => {
    copies.settle(saved.id)
    keepRendered(saved, render(saved))
  }
  const rerender = (id: string): void => {
    const found = record(id)
    if (!found) return
    replaceRendered(found)
    changed(id)
  }
  const organization = (id: string | null): string => {
    const row = id === null ? undefined : (groupById.get(id) as StoredGroup | undefined)
    return row?.state === 'active' && row.is_organization === 1 ? toJson(organizationSummary(row)) : 'null'
  }
  const groups = (id: string): string => {
    const rows = (membershipsOf.all(id) as string[]).map((groupId) => groupById.get(groupId) as StoredGroup)
    const shown = rows
      .filter((row) => row.is_organization === 0)
      .map((row) => ({
        description: row.description,
        display_name: row.title || row.name,
        id: row.id,
        image_display_url: imageDisplayUrl(renderer.siteUrl, 'group', row.image_url),
        name: row.name,
        title: row.title,
      }))
    return toJson(shown.sort(byDisplayName))
  }
  const spliced = (id: string, owner: string | null, text: string): string =>
    `${renderer.withSite(text)}, "organization": ${organization(owner)}, "groups": ${groups(id)}}`
  const rendered = (id: string): string | undefined => {
    const kept = renderedText.get(id) as RenderedRow | undefined
    if (kept?.rendered_with === renderer.fingerprint) return spliced(id, kept.owner_org, kept.text)
    const found = record(id)
    return found && spliced(id, found.owner_org, render(found))
  }

  return {
    /** By id, then by name; any state. */
    find: async (idOrName: string): Promise<PackageRow | undefined> => {
      const stored = (byId.get(idOrName) ?? byName.get(idOrName)) as StoredPackage | undefined
      return stored && packageFromColumns(stored)
    },
    /** The dataset with its tags and all its resources, deleted ones too. */
    record: async (id: string) => record(id),
    /** JSON of the dataset as package_show answers it, with its organization and groups as they are now. */
    rendered: async (id: string): Promise<JsonText | undefined> => {
      const text = rendered(id)
      return text === undefined ? undefined : new JsonText(text)
    },
    /** The same at once, for the search engine: it answers a query without waiting. */
    renderedText: rendered,
    /** Names of active public datasets in the order of code points; `limit` -1: all. */
    publicNames: async (limit: number, offset: number) => publicNames.all(limit, offset) as string[],
    /**
     * Active public datasets by the numbers they got when they were created, above `from` up to `to`: slices that never
     * shift, so that the last costs what the first does.
     */
    publicBetween: async (from: number, to: number) =>
      publicBetween.all(from, to) as {
        readonly id: string
        readonly name: string
        readonly metadata_modified: string
      }[],
    /** The number that the newest dataset got; 0: there is none. */
    lastNumber: async () => lastSeq.get() as number,
    /** Ids in the order of creation, for walks over the whole catalogue; `after` is the last id seen. */
    idsAfter: async (after: string | undefined, limit: number): Promise<string[]> => {
      const seq = after === undefined ? 0 : ((seqOf.get(after) as number | undefined) ?? 0)
      return idsAfter.all(seq, limit) as string[]
    },
    /** Ids of all datasets that an organization owns, any state. */
    idsOfOrganization: async (id: string) => idsOfOrg.all(id) as string[],
    /** Adds a dataset with its resources and tags, and renders it. */
    insert: async (saved: PackageRecord): Promise<void> => {
      upsert.run(packageToColumns(saved))
      children.insert(saved)
      keepRendered(
        saved,
        renderer.render(saved, { relationships_as_subject: [], relationships_as_object: [] }),
      )
      changed(saved.id)
    },
    /** Replaces the dataset with its resources and tags, and renders it. */
    update: async (saved: PackageRecord): Promise<void> => {
      upsert.run(packageToColumns(saved))
      children.update(saved)
      replaceRendered(saved)
      changed(saved.id)
    },
    /** Renders again after something beside the dataset's own rows changed (a relationship, a tag's name). */
    rerender: async (id: string): Promise<void> => {
      rerender(id)
    },
    /** Notes that something about the dataset changed that is not rendered (who may see it, its groups). */
    touch: async (id: string): Promise<void> => {
      changed(id)
    },
    /** A deleted dataset gives its name free and is called by its id (CKAN). */
    giveUpName: async (id: string): Promise<void> => {
      rename.run(id, id)
      rerender(id)
    },
    /** Removes every trace of the dataset but its activity. */
    purge: async (id: string): Promise<void> => {
      purgeMembers.run(id)
      purgeFollowers.run(id)
      copies.settle(id)
      purge.run(id)
      changed(id)
    },
  }
}
