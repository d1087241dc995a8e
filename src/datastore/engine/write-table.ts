import type { Database } from 'better-sqlite3'
import { NotFound, ValidationError } from '../../core/errors.ts'
import { pythonListText } from '../python-list-text.ts'
import { checkRecords, firstRecord, listOf, recordAt, type Row } from './check-records.ts'
import { indexName, isAliasName } from './names.ts'
import {
  type AskedField,
  checkCount,
  checkFields,
  checkNewTable,
  infoOf,
  type NewField,
  newFields,
} from './new-columns.ts'
import { isUniqueViolation } from './record-error.ts'
import type { TableCatalog } from './table-catalog.ts'
import {
  type Column,
  type Index,
  keyOf,
  type StoredColumn,
  type TableMeta,
  tableName,
  textIndexName,
  type Trigger,
} from './table-meta.ts'
import { pgType } from '../types/pg-types.ts'
import { text } from '../types/texts.ts'
import { hasTextIndex, textIndex } from './text-index.ts'
import { filterCondition } from './where.ts'
import { type RowCounts, rowWriter } from './write-rows.ts'

export interface CreateRequest {
  readonly resourceId: string
  readonly fields?: readonly AskedField[]
  readonly records?: unknown
  /** undefined: stay as they are. */
  readonly aliases?: readonly string[]
  readonly primaryKey?: readonly string[]
  readonly indexes?: readonly (string | readonly string[])[]
  readonly triggers?: readonly Trigger[]
  readonly deleteFields: boolean
}

export interface Created {
  /** Types of the fields that came without one. */
  readonly guessed: Readonly<Record<string, string>>
  /** `_id` of the records. */
  readonly ids: readonly number[]
}

export interface UpsertRequest {
  readonly resourceId: string
  readonly records: unknown
  readonly method: 'insert' | 'update' | 'upsert'
}

const quotedNames = (columns: readonly Column[]): string => columns.map(({ sql }) => sql).join(', ')

const columnOf = (stored: StoredColumn): Column => ({
  ...stored,
  pgType: pgType(stored.type) ?? text,
  sql: `c${String(stored.number)}`,
})

const withColumns = (meta: TableMeta, columns: readonly Column[], nextColumn: number): TableMeta => ({
  ...meta,
  columns,
  nextColumn,
  byId: new Map(columns.map((column) => [column.id, column])),
})

/** Everything that changes tables; each method runs inside a transaction that its caller opens. */
export function tableWriter(db: Database, catalog: TableCatalog) {
  const lostIds = new Map<string, number>()
  const columnSql = ({ sql, pgType: type }: Column): string => `${sql} ${type.affinity}`

  const makeIndex = (meta: TableMeta, index: Index): void => {
    const columns = index.columns.flatMap((id) => meta.byId.get(id) ?? [])
    const unique = index.kind === 'key' ? 'UNIQUE' : ''
    try {
      db.exec(
        `CREATE ${unique} INDEX "i${String(meta.number)}_${index.kind}_${index.name}" ON ${tableName(meta.number)} (${quotedNames(columns)})`,
      )
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw duplicateKey(db, meta, index, columns)
    }
  }
  const dropIndex = (meta: TableMeta, index: Index): void => {
    db.exec(`DROP INDEX IF EXISTS "i${String(meta.number)}_${index.kind}_${index.name}"`)
  }

  const makeTable = (meta: TableMeta): void => {
    const columns = ['_id INTEGER PRIMARY KEY', ...meta.columns.map(columnSql), 'x TEXT'].join(', ')
    db.exec(`CREATE TABLE ${tableName(meta.number)} (${columns})`)
  }
  const dropPhysical = (number: number): void => {
    db.exec(`DROP TABLE IF EXISTS ${tableName(number)}`)
    db.exec(`DROP TABLE IF EXISTS ${textIndexName(number)}`)
  }

  const emptyMeta = (resourceId: string, fields: readonly NewField[]): TableMeta => {
    const columns = fields.map(({ id, type, info }, index) =>
      columnOf({
        number: index + 1,
        id,
        type: type.trim().toLowerCase(),
        ...(info === undefined ? {} : { info }),
      }),
    )
    return {
      resourceId,
      number: catalog.next('table'),
      seq: catalog.next('seq'),
      count: 0,
      nextId: 1,
      version: catalog.next('version'),
      columns,
      byId: new Map(columns.map((column) => [column.id, column])),
      nextColumn: columns.length + 1,
      indexes: [],
      triggers: [],
      hasExact: false,
      hasWide: false,
      isSearchable: false,
    }
  }

  const create = (
    resourceId: string,
    fields: readonly AskedField[],
    first: Row | undefined,
  ): { meta: TableMeta; made: NewField[] } => {
    checkFields(fields)
    checkNewTable(fields)
    const made = newFields(fields, first, () => false)
    checkCount(made.length)
    const meta = emptyMeta(resourceId, made)
    makeTable(meta)
    catalog.insert(meta)
    return { meta, made }
  }

  const dropColumns = (meta: TableMeta, gone: readonly Column[]): TableMeta => {
    if (gone.length === 0) return meta
    const ids = new Set(gone.map(({ id }) => id))
    const lost = meta.indexes.filter(({ columns }) => columns.some((id) => ids.has(id)))
    for (const index of lost) dropIndex(meta, index)
    for (const { sql } of gone) db.exec(`ALTER TABLE ${tableName(meta.number)} DROP COLUMN ${sql}`)
    const kept = withColumns(
      { ...meta, indexes: meta.indexes.filter((index) => !lost.includes(index)) },
      meta.columns.filter(({ id }) => !ids.has(id)),
      meta.nextColumn,
    )
    if (!hasTextIndex(kept)) return kept
    // Its words are others now: the next question of them makes it again.
    db.exec(`DROP TABLE IF EXISTS ${textIndexName(kept.number)}`)
    const { searchableTo: _searchableTo, ...rest } = kept
    return { ...rest, isSearchable: false }
  }

  const alter = (
    before: TableMeta,
    fields: readonly AskedField[],
    first: Row | undefined,
    deleteFields: boolean,
  ): { meta: TableMeta; made: NewField[] } => {
    checkFields(fields)
    const made = newFields(fields, first, (id) => before.byId.has(id))
    const asked = new Map(fields.map((field) => [field.id, field]))
    let meta = before
    if (deleteFields && fields.length > 0) {
      const named = new Set([...asked.keys(), ...made.map(({ id }) => id)])
      meta = dropColumns(
        meta,
        meta.columns.filter(({ id }) => !named.has(id)),
      )
    }
    const kept = meta.columns.map((column) => ({ ...column, ...infoOf(asked.get(column.id)?.info) }))
    const added = made.map(({ id, type, info }, index) =>
      columnOf({
        number: meta.nextColumn + index,
        id,
        type: type.trim().toLowerCase(),
        ...(info === undefined ? {} : { info }),
      }),
    )
    checkCount(kept.length + added.length)
    for (const column of added)
      db.exec(`ALTER TABLE ${tableName(meta.number)} ADD COLUMN ${columnSql(column)}`)
    return { meta: withColumns(meta, [...kept, ...added], meta.nextColumn + added.length), made }
  }

  const setIndexes = (before: TableMeta, request: CreateRequest): TableMeta => {
    let { indexes } = before
    const named = (columns: readonly string[], kind: Index['kind'], shown: string): Index => {
      if (columns.some((id) => !before.byId.has(id)))
        throw new ValidationError({ index: [`The field "${shown}" is not a valid column name.`] })
      return { name: indexName(before.resourceId, columns), columns, kind }
    }
    const replace = (kind: Index['kind'], wanted: readonly Index[]): void => {
      const names = new Set(wanted.map(({ name }) => name))
      const had = new Set(indexes.filter((index) => index.kind === kind).map(({ name }) => name))
      for (const index of indexes) if (index.kind === kind && !names.has(index.name)) dropIndex(before, index)
      for (const index of wanted) if (!had.has(index.name)) makeIndex(before, index)
      indexes = [...indexes.filter((index) => index.kind !== kind), ...wanted]
    }
    if (request.indexes !== undefined) {
      const wanted = request.indexes.map((entry) =>
        typeof entry === 'string'
          ? named([entry], 'asked', entry)
          : named(entry, 'asked', pythonListText(entry)),
      )
      // Columns of JSON have no order that an index could keep.
      const ordered = wanted.filter(({ columns }) =>
        columns.every((id) => before.byId.get(id)?.pgType.family !== 'json'),
      )
      replace('asked', [...new Map(ordered.map((index) => [index.name, index])).values()])
    }
    if (request.primaryKey !== undefined) {
      const { primaryKey } = request
      replace('key', primaryKey.length === 0 ? [] : [named(primaryKey, 'key', pythonListText(primaryKey))])
    }
    return { ...before, indexes }
  }

  const checkAliases = (resourceId: string, aliases: readonly string[]): void => {
    for (const [index, name] of aliases.entries()) {
      if (!isAliasName(name)) throw new ValidationError({ alias: [`"${name}" is not a valid alias name`] })
      const owner = catalog.ownerOfAlias(name)
      if ((owner !== undefined && owner !== resourceId) || aliases.indexOf(name) < index)
        throw new ValidationError({ alias: [`The alias "${name}" already exists.`] })
      if (name === resourceId || catalog.get(name))
        throw new ValidationError({ alias: [`"${name}" already exists`] })
    }
  }

  const countsOf = (meta: TableMeta): RowCounts => ({
    count: meta.count,
    nextId: meta.nextId,
    hasExact: meta.hasExact,
    hasWide: meta.hasWide,
  })
  const save = (meta: TableMeta, counts: RowCounts): void => {
    catalog.update({ ...meta, ...counts, version: catalog.next('version') })
  }

  const required = (resourceId: string): TableMeta => {
    const meta = catalog.get(resourceId)
    if (!meta) throw new NotFound(`Resource "${resourceId}" was not found.`)
    return meta
  }

  return {
    /** datastore_create. @throws ValidationError */
    create: (request: CreateRequest): Created => {
      const { resourceId, fields = [], deleteFields } = request
      checkAliases(resourceId, request.aliases ?? [])
      const before = catalog.get(resourceId)
      const given = request.records
      const hasRecords =
        given !== undefined && given !== null && given !== '' && !(Array.isArray(given) && given.length === 0)
      if (before && hasRecords && !Array.isArray(given))
        throw new ValidationError({ records: ['Records has to be a list of dicts'] })
      const records = hasRecords ? listOf(given) : []
      const first = firstRecord(records)
      const { meta: made, made: added } = before
        ? alter(before, fields, first, deleteFields)
        : create(resourceId, fields, first)
      let meta: TableMeta = request.triggers === undefined ? made : { ...made, triggers: request.triggers }
      const rows = checkRecords(records, (id) => meta.byId.has(id))
      const counts = countsOf(meta)
      let ids: readonly number[]
      try {
        ids = rowWriter(db, meta, counts).insertAll(rows)
      } finally {
        lostIds.set(resourceId, counts.nextId)
      }
      meta = setIndexes(meta, request)
      if (request.aliases !== undefined) catalog.setAliases(resourceId, request.aliases)
      save(meta, counts)
      catalog.putIntent(resourceId, 'active')
      return { guessed: Object.fromEntries(added.map(({ id, type }) => [id, type])), ids }
    },

    /** datastore_upsert. @returns `_id` of the rows @throws NotFound, ValidationError, KeyNotFound */
    upsert: ({ resourceId, records: given, method }: UpsertRequest): number[] => {
      const meta = required(resourceId)
      const counts = countsOf(meta)
      const writer = rowWriter(db, meta, counts)
      const records = listOf(given)
      try {
        const ids: number[] = []
        if (method === 'insert')
          ids.push(...writer.insertAll(checkRecords(records, (id) => meta.byId.has(id))))
        else {
          for (let index = 0; index < records.length; index++) {
            const record = checkUpdate(meta, recordAt(records, index))
            ids.push(method === 'update' ? writer.update(record, index) : writer.upsert(record, index))
          }
        }
        const isSameLayout = counts.hasExact === meta.hasExact && counts.hasWide === meta.hasWide
        if (isSameLayout) catalog.setRows(meta, counts.count, counts.nextId, catalog.next('version'))
        else save(meta, counts)
        return ids
      } finally {
        lostIds.set(resourceId, counts.nextId)
      }
    },

    /** Deletes rows. @returns how many @throws NotFound, ValidationError */
    deleteRows: (resourceId: string, filters: unknown): number => {
      const meta = required(resourceId)
      const { condition } = filterCondition(meta, filters)
      const table = tableName(meta.number)
      if (hasTextIndex(meta)) {
        const index = textIndex(db, meta)
        const ids = db.prepare(`SELECT _id FROM ${table} WHERE ${condition.sql}`).pluck()
        for (const id of ids.all(...condition.values) as number[]) index.remove(id)
      }
      const { changes } = db.prepare(`DELETE FROM ${table} WHERE ${condition.sql}`).run(...condition.values)
      // What changed nothing leaves all copies of the table right.
      if (changes > 0) catalog.setRows(meta, meta.count - changes, meta.nextId, catalog.next('version'))
      return changes
    },

    /** Drops the table with its aliases. @returns whether there was one */
    drop: (resourceId: string): boolean => {
      const meta = catalog.get(resourceId)
      if (!meta) return false
      dropPhysical(meta.number)
      catalog.remove(resourceId)
      catalog.putIntent(resourceId, 'inactive')
      return true
    },

    /** Numbers that a write gave away before it failed or was only tried; its caller keeps them when all is undone. */
    keepLostIds: (): void => {
      for (const [resourceId, nextId] of lostIds) catalog.setNextId(resourceId, nextId)
      lostIds.clear()
    },
    makeIndex,
    makeTable,
    emptyMeta,
    dropPhysical,
    required,
  }
}

export type TableWriter = ReturnType<typeof tableWriter>

/** @throws ValidationError for a record that names no row, or columns that are not there */
function checkUpdate(meta: TableMeta, record: Row): Row {
  const key = keyOf(meta)
  if (!Object.hasOwn(record, '_id')) {
    if (!key) throw new ValidationError({ table: ['unique key must be passed for update/upsert'] })
    const missing = key.filter((id) => !Object.hasOwn(record, id))
    if (missing.length > 0) {
      const blank = ' '.repeat(28)
      throw new ValidationError({
        key: [`fields "${missing.join(', ')}" are missing\n${blank}but needed as key`],
      })
    }
  }
  const unknown = Object.keys(record).filter((id) => id !== '_id' && !meta.byId.has(id))
  if (unknown.length > 0)
    throw new ValidationError({ fields: [`fields "${unknown.join(', ')}" do not exist`] })
  return record
}

/** The refusal of a key that is not unique, with the first values that stand twice. */
function duplicateKey(
  db: Database,
  meta: TableMeta,
  index: Index,
  columns: readonly Column[],
): ValidationError {
  const list = quotedNames(columns)
  const some = columns.map(({ sql }) => `${sql} IS NOT NULL`).join(' AND ')
  const values = db
    .prepare(
      `SELECT ${list} FROM ${tableName(meta.number)} WHERE ${some} GROUP BY ${list} HAVING count(*) > 1 ORDER BY min(_id) LIMIT 1`,
    )
    .raw()
    .get() as unknown[]
  const names = columns.map(({ id }) => (/^[a-z_][a-z0-9_]*$/.test(id) ? id : `"${id}"`)).join(', ')
  const orig = `could not create unique index "${index.name}"\nDETAIL:  Key (${names})=(${values.join(', ')}) is duplicated.\n`
  return new ValidationError({
    constraints: ['Cannot insert records or create indexbecause of uniqueness constraint'],
    info: { orig, pgcode: '23505' } as unknown as string,
  })
}
