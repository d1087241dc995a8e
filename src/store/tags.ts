import type { Database } from 'better-sqlite3'
import { newId } from '../core/ids.ts'
import { JsonText } from '../core/json-text.ts'
import { toJson } from '../core/json.ts'
import { changeAppender } from './changes.ts'
import type { TagRow } from './rows.ts'

export interface TagSearch {
  /** Parts of the name, any case, all of which must occur; none: all tags. */
  readonly terms: readonly string[]
  /** null: free tags. */
  readonly vocabularyId: string | null
  /** Leaves out those that only datasets have which are not for everybody. */
  readonly onlyPublic: boolean
}

const IN_USE = 'EXISTS (SELECT 1 FROM package_tag WHERE tag_id = tag.id)'
const ON_PUBLIC = `EXISTS (SELECT 1 FROM package_tag JOIN package ON package.id = package_id
  WHERE tag_id = tag.id AND state = 'active' AND private = 0)`

const MATCHES = `vocabulary_id IS @vocabulary AND instr(search_text, @term) > 0
  AND NOT EXISTS (SELECT 1 FROM json_each(@more) WHERE instr(search_text, value) = 0)
  AND (@onlyPublic = 0 OR ${ON_PUBLIC} OR NOT ${IN_USE})`

const parameters = ({ terms, vocabularyId, onlyPublic }: TagSearch) => {
  const [term = '', ...more] = terms.map((text) => text.toLowerCase())
  return { vocabulary: vocabularyId, term, more: JSON.stringify(more), onlyPublic: onlyPublic ? 1 : 0 }
}

export function tagTable(db: Database) {
  const byId = db.prepare('SELECT id, name, vocabulary_id FROM tag WHERE id = ?')
  const byName = db.prepare(
    `SELECT id, name, vocabulary_id FROM tag WHERE name = ? AND ifnull(vocabulary_id, '') = ifnull(?, '')`,
  )
  const insert = db.prepare(
    'INSERT INTO tag (id, name, vocabulary_id, search_text) VALUES (@id, @name, @vocabulary_id, @search_text)',
  )
  const ofVocabulary = db.prepare(
    'SELECT id, name, vocabulary_id FROM tag WHERE vocabulary_id = ? ORDER BY rowid',
  )
  const free = (condition: string) => {
    const rest = `FROM tag WHERE vocabulary_id IS NULL AND ${condition} ORDER BY name`
    return {
      rows: db.prepare(`SELECT id, name, vocabulary_id ${rest}`),
      names: db.prepare(`SELECT name ${rest}`).pluck(),
      kept: undefined as { readonly at: unknown; readonly text: JsonText } | undefined,
    }
  }
  const inUse = free(IN_USE)
  const onPublic = free(ON_PUBLIC)
  const lastChange = db.prepare('SELECT ifnull(max(seq), 0) FROM changes').pluck()
  const matching = db.prepare(
    `SELECT id, name, vocabulary_id FROM tag WHERE ${MATCHES} ORDER BY rowid LIMIT @limit OFFSET @offset`,
  )
  const countMatching = db.prepare(`SELECT count(*) FROM tag WHERE ${MATCHES}`).pluck()
  const packageIds = db.prepare('SELECT package_id FROM package_tag WHERE tag_id = ?').pluck()
  const publicPackages = db
    .prepare(
      `SELECT package.id FROM package_tag JOIN package ON package.id = package_id
       WHERE tag_id = ? AND state = 'active' AND private = 0 ORDER BY metadata_modified LIMIT ?`,
    )
    .pluck()
  const removeUse = db.prepare('DELETE FROM package_tag WHERE package_id = ? AND tag_id = ?')
  const removeUses = db.prepare('DELETE FROM package_tag WHERE tag_id = ?')
  const remove = db.prepare('DELETE FROM tag WHERE id = ?')
  const changed = changeAppender(db, 'tag')
  return {
    get: async (id: string) => byId.get(id) as TagRow | undefined,
    /** A free tag by its exact name, or one of a vocabulary. */
    named: async (name: string, vocabularyId: string | null) =>
      byName.get(name, vocabularyId) as TagRow | undefined,
    /** The tag of this name, made when it is new: with the id `wanted`, unless another tag has it. */
    ensure: async (name: string, vocabularyId: string | null, wanted?: string): Promise<TagRow> => {
      const known = byName.get(name, vocabularyId) as TagRow | undefined
      if (known) return known
      const id = wanted === undefined || byId.get(wanted) !== undefined ? newId() : wanted
      const row: TagRow = { id, name, vocabulary_id: vocabularyId }
      insert.run({ ...row, search_text: name.toLowerCase() })
      changed(row.id)
      return row
    },
    /** All tags of a vocabulary, ordered by name. */
    ofVocabulary: async (id: string) => ofVocabulary.all(id) as TagRow[],
    /** Free tags that some dataset has (`onlyPublic`: one that everybody may see), ordered by name. */
    inUse: async (onlyPublic: boolean) => (onlyPublic ? onPublic : inUse).rows.all() as TagRow[],
    /** JSON of their names; kept ready until something changes: a portal's filters ask for it again and again. */
    namesInUse: async (onlyPublic: boolean): Promise<JsonText> => {
      const list = onlyPublic ? onPublic : inUse
      const at = lastChange.get()
      if (list.kept && list.kept.at === at && !db.inTransaction) return list.kept.text
      const text = new JsonText(toJson(list.names.all()))
      // A number that a transaction gave out is given out again after a rollback.
      if (!db.inTransaction) list.kept = { at, text }
      return text
    },
    /** Ordered by name; `limit` -1: all. */
    matching: async (search: TagSearch, limit: number, offset: number) =>
      matching.all({ ...parameters(search), limit, offset }) as TagRow[],
    countMatching: async (search: TagSearch) => countMatching.get(parameters(search)) as number,
    /** Ids of active public datasets with this tag, the longest unchanged ones first. */
    publicPackages: async (id: string, limit: number) => publicPackages.all(id, limit) as string[],
    /** Ids of all datasets with this tag, any state. */
    packageIds: async (id: string) => packageIds.all(id) as string[],
    /** Takes the tag from a dataset: render and index that again. */
    removeFrom: async (id: string, packageId: string): Promise<void> => {
      removeUse.run(packageId, id)
    },
    /** Removes the tag, also from its datasets: render and index those again. */
    remove: async (id: string): Promise<void> => {
      removeUses.run(id)
      remove.run(id)
      changed(id)
    },
  }
}
