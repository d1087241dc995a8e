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
import type { RenderedPackage, Renderer } from './render-package.ts'
import { packageChildren } from './package-children.ts'
import { rowWriter } from './row-writer.ts'
import type { PackageRecord, PackageRow, TagRow } from './rows.ts'

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

const UNRELATED = { relationships_as_subject: [], relationships_as_object: [] }

const COLUMNS = PACKAGE_COLUMNS.join(', ')
/** The columns that indexes are made of (migrations). */
const INDEXED = ['name', 'owner_org', 'creator_user_id', 'private', 'state'] as const

export function packageTable(db: Database, renderer: Renderer, copies: ActivityCopies) {
  const byId = db.prepare(`SELECT ${COLUMNS} FROM package WHERE id = ?`)
  const byName = db.prepare(`SELECT ${COLUMNS} FROM package WHERE name = ?`)
  const resourcesOf = db.prepare('SELECT * FROM resource WHERE package_id = ? ORDER BY position, id')
  const tagsOf = db.prepare(
    `SELECT tag.id, tag.name, tag.vocabulary_id FROM package_tag JOIN tag ON tag.id = tag_id
     WHERE package_id = ? ORDER BY tag.name, tag.vocabulary_id`,
  )
  const anyRelationship = db.prepare('SELECT 1 FROM package_relationship LIMIT 1')
  const asSubject = db.prepare(
    'SELECT * FROM package_relationship WHERE subject_package_id = ? ORDER BY rowid',
  )
  const asObject = db.prepare('SELECT * FROM package_relationship WHERE object_package_id = ? ORDER BY rowid')
  const keptText = db.prepare(
    'SELECT rendered_with, owner_org, text FROM package_rendered WHERE package_id = ?',
  )
  // Joins cost several times what single look-ups do here: each look-up is one row by its key.
  const groupById = db.prepare('SELECT * FROM "group" WHERE id = ?')
  const membershipsOf = db
    .prepare(
      `SELECT group_id FROM member WHERE table_name = 'package' AND table_id = ? AND state = 'active' AND capacity <> 'organization'`,
    )
    .pluck()
  const rows = rowWriter(db, 'package', PACKAGE_COLUMNS, { key: 'id', indexed: INDEXED })
  const saveRendered = db.prepare(
    `INSERT INTO package_rendered (package_id, rendered_with, owner_org, text) VALUES (?, ?, ?, ?)
     ON CONFLICT (package_id) DO UPDATE SET
       rendered_with = excluded.rendered_with, owner_org = excluded.owner_org, text = excluded.text`,
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
  const findStored = (idOrName: string) =>
    (byId.get(idOrName) ?? byName.get(idOrName)) as StoredPackage | undefined
  const render = (saved: PackageRecord): RenderedPackage => {
    // Few sites have any.
    if (anyRelationship.get() === undefined) return renderer.render(saved, UNRELATED)
    return renderer.render(saved, {
      relationships_as_subject: (asSubject.all(saved.id) as RelationshipRow[]).map(shownRelationship),
      relationships_as_object: (asObject.all(saved.id) as RelationshipRow[]).map(shownRelationship),
    })
  }
  const keepRendered = (saved: PackageRecord): RenderedPackage => {
    copies.settle(saved.id)
    const rendered = render(saved)
    saveRendered.run(saved.id, renderer.fingerprint, saved.owner_org, rendered.text)
    return rendered
  }
  const rerender = (id: string): void => {
    const found = record(id)
    if (!found) return
    keepRendered(found)
    changed(id)
  }
  const organizationOf = (id: string | null) => {
    const row = id === null ? undefined : (groupById.get(id) as StoredGroup | undefined)
    return row?.state === 'active' && row.is_organization === 1 ? organizationSummary(row) : null
  }
  const groupsOf = (id: string) => {
    const found = (membershipsOf.all(id) as string[]).map((groupId) => groupById.get(groupId) as StoredGroup)
    const shown = found
      .filter((row) => row.is_organization === 0)
      .map((row) => ({
        description: row.description,
        display_name: row.title || row.name,
        id: row.id,
        image_display_url: imageDisplayUrl(renderer.siteUrl, 'group', row.image_url),
        name: row.name,
        title: row.title,
      }))
    return shown.sort(byDisplayName)
  }
  const whole = (text: string, organization: object | null, groups: readonly object[]): string =>
    `${renderer.withSite(text)}, "organization": ${toJson(organization)}, "groups": ${toJson(groups)}}`
  const renderedText = (id: string): string | undefined => {
    const kept = keptText.get(id) as RenderedRow | undefined
    if (kept?.rendered_with === renderer.fingerprint)
      return whole(kept.text, organizationOf(kept.owner_org), groupsOf(id))
    const found = record(id)
    return found && whole(render(found).text, organizationOf(found.owner_org), groupsOf(id))
  }
  const show = (saved: PackageRecord): JsonText => {
    const { text, value } = keepRendered(saved)
    const organization = organizationOf(saved.owner_org)
    const groups = groupsOf(saved.id)
    const shown = { ...renderer.valueWithSite(value), organization, groups }
    return new JsonText(whole(text, organization, groups), shown)
  }
  const update = (saved: PackageRecord, before: PackageRow): void => {
    rows.replace(packageToColumns(saved), { ...before, private: before.private ? 1 : 0 })
    children.update(saved)
    changed(saved.id)
  }

  return {
    /** By id, then by name; any state. */
    find: async (idOrName: string): Promise<PackageRow | undefined> => {
      const stored = findStored(idOrName)
      return stored && packageFromColumns(stored)
    },
    /** The same with its tags and all its resources, deleted ones too. */
    findRecord: async (idOrName: string): Promise<PackageRecord | undefined> => {
      const stored = findStored(idOrName)
      return stored && load(stored)
    },
    /** The dataset of an id. */
    record: async (id: string) => record(id),
    /** JSON of the dataset as package_show answers it, with its organization and groups as they are now. */
    rendered: async (id: string): Promise<JsonText | undefined> => {
      const text = renderedText(id)
      return text === undefined ? undefined : new JsonText(text)
    },
    /** The same at once, for the search engine: it answers a query without waiting. */
    renderedText,
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
    /** Adds a dataset with its resources and tags: `show` it when all that belongs to it is written. */
    insert: async (saved: PackageRecord): Promise<void> => {
      rows.put(packageToColumns(saved))
      children.insert(saved)
      changed(saved.id)
    },
    /** Replaces the dataset with its resources and tags: `show` it when all that belongs to it is written. */
    update: async (saved: PackageRecord, before: PackageRow): Promise<void> => {
      update(saved, before)
    },
    /** Renders a dataset that was just written, and keeps that. @returns the dataset as package_show answers it */
    show: async (saved: PackageRecord): Promise<JsonText> => show(saved),
    /** Both at once, where nothing else of the dataset changes. */
    replace: async (saved: PackageRecord, before: PackageRow): Promise<JsonText> => {
      update(saved, before)
      return show(saved)
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
