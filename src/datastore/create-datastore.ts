import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { JsonText } from '../core/json-text.ts'
import type { Replaced, SearchPage, TableInfo, TableStore } from './door.ts'
import { openDatabase } from './engine/open-database.ts'
import type { ReaderMethods } from './engine/reader.ts'
import type { RecordsFormat } from './engine/render-rows.ts'
import type { SearchRequest } from './engine/search.ts'
import { type Intent, tableCatalog } from './engine/table-catalog.ts'
import type { TableMeta } from './engine/table-meta.ts'
import type { NewFunction } from './engine/trigger-functions.ts'
import type { CreateRequest, Created, UpsertRequest } from './engine/write-table.ts'
import type { WriterMethods } from './engine/writer.ts'
import { indexesOnUse } from './indexes-on-use.ts'
import { replaceTable } from './replace-table.ts'
import { startThread } from './start-thread.ts'
import { sendRecords } from './thread-messages.ts'
import type { ShownTable } from './engine/table-info.ts'

export type { CreateRequest, Created, UpsertRequest } from './engine/write-table.ts'
export type { SearchRequest } from './engine/search.ts'
export { KeyNotFound } from './engine/write-rows.ts'

/** A stretch of rows by `_id`, for dumps. */
export interface Stretch {
  readonly text: string
  readonly rows: number
  /** There are more rows though fewer came than were asked for. */
  readonly isCut?: true
  /** Where the next one begins; undefined: by offset. */
  readonly lastId: number | undefined
  /** Changes when the table as a whole is replaced. */
  readonly table: number
}

/** The DataStore: tables of rows beside the catalogue, in a file of their own. Permissions are the caller's matter. */
export interface Datastore extends TableStore {
  /** datastore_create on a table. @throws ValidationError */
  readonly create: (request: CreateRequest) => Promise<Created>
  /** datastore_upsert; `isDry`: nothing is kept. @returns `_id` of the rows @throws NotFound, ValidationError, KeyNotFound */
  readonly upsert: (request: UpsertRequest, isDry: boolean) => Promise<readonly number[]>
  /** Deletes the rows that match. @returns how many @throws NotFound, ValidationError */
  readonly deleteRows: (resourceId: string, filters: unknown) => Promise<number>
  /** Drops a table with its aliases. @returns whether there was one */
  readonly drop: (resourceId: string) => Promise<boolean>
  /** datastore_search; `find` gives the table of an alias. @throws NotFound, ValidationError */
  readonly search: (
    resourceId: string,
    request: SearchRequest,
  ) => Promise<SearchPage & { readonly lastId?: number }>
  /** Makes the full-text index of a large table before somebody asks for it; others read and write meanwhile. */
  readonly prepareText: (resourceId: string) => Promise<void>
  /** Rows as text, for a dump that goes on where the last stretch ended. @throws NotFound, ValidationError */
  readonly stretch: (resourceId: string, request: SearchRequest) => Promise<Stretch & SearchPage>
  /** datastore_info. @throws NotFound */
  readonly info: (resourceId: string) => Promise<ShownTable>
  readonly createFunction: (asked: NewFunction) => Promise<void>
  readonly deleteFunction: (name: string, ifExists: boolean) => Promise<void>
  /** Notes what the catalogue is about to do, so that a crash in between can be settled. */
  readonly intend: (resourceId: string, intent: Intent) => Promise<void>
  /** The catalogue has followed. */
  readonly followed: (resourceId: string) => Promise<void>
  /** What the catalogue did not follow before a crash. */
  readonly intents: () => readonly { readonly resourceId: string; readonly kind: Intent }[]
  /** Drops what loads that were cut off left. For the process that serves. */
  readonly sweep: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface DatastoreOptions {
  /** Folder for datastore.sqlite; made when missing. */
  readonly folder: string
  /** `ckan.datastore.default_fts_index_field_types` */
  readonly indexedTypes: readonly string[]
}

/** Rows from which a full-text index takes so long that nobody should wait for it. */
const WORTH_PREPARING = 5000

/** Readers beside each other: a long query holds up half of the others at the most. */
const READERS = 2

/** Calls for the same key at the same time share one run. */
function once(work: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, Promise<void>>()
  return (key) => {
    const known = running.get(key)
    if (known) return known
    const begun = work(key).finally(() => running.delete(key))
    running.set(key, begun)
    return begun
  }
}

function recordsText(format: RecordsFormat, records: string): JsonText {
  return new JsonText(format === 'objects' || format === 'lists' ? `[${records}]` : JSON.stringify(records))
}

/**
 * Opens the DataStore in a folder. Its threads start when they are first needed.
 *
 * @throws StoreError when its file can't be used
 */
export function createDatastore({ folder, indexedTypes }: DatastoreOptions): Datastore {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'datastore.sqlite')
  // What is known of the tables is read here: it costs less than asking a thread.
  const db = openDatabase(file)
  const catalog = tableCatalog(db)
  const writer = startThread<WriterMethods>({ file, role: 'write' })
  const readers = Array.from({ length: READERS }, () => startThread<ReaderMethods>({ file, role: 'read' }))
  const reader = () => readers.reduce((least, other) => (other.pending() < least.pending() ? other : least))
  const noteUse = indexesOnUse((resourceId, columns) => writer.call('index', resourceId, columns))

  const tableInfo = (meta: TableMeta): TableInfo => ({
    resourceId: meta.resourceId,
    version: meta.version,
    count: meta.count,
    columns: meta.columns.map(({ id, pgType, info }) => ({
      id,
      type: pgType.name,
      nativeType: pgType.sqlName,
      ...(info === undefined ? {} : { info }),
    })),
    aliases: catalog.aliasesOf(meta.resourceId),
  })
  const makeSearchable = once(async (resourceId: string) => {
    while (!(await writer.call('searchable', resourceId)));
  })
  const found = async (resourceId: string, request: SearchRequest) => {
    const ask = () => reader().call('search', resourceId, request, indexedTypes)
    let page = await ask()
    while (page === undefined) {
      await makeSearchable(resourceId)
      page = await ask()
    }
    const meta = catalog.get(resourceId)
    if (meta) noteUse(meta, page.used)
    return page
  }

  return {
    find: async (name) => {
      const meta = catalog.find(name)
      return meta && tableInfo(meta)
    },
    tables: async () => catalog.all().map(tableInfo),
    replaceTable: async (resourceId, replacement): Promise<Replaced> => {
      const { replaced, ...result } = await replaceTable(writer, resourceId, replacement)
      if (replaced !== undefined) void writer.call('dropPhysical', replaced).catch(() => undefined)
      return result
    },
    exportCsv: async (resourceId, target) => {
      // It takes seconds, which the readers shall not be kept waiting.
      const exporter = startThread<ReaderMethods>({ file, role: 'read' })
      try {
        return await exporter.call('exportCsv', resourceId, target)
      } finally {
        await exporter.close()
      }
    },
    prepareText: async (resourceId) => {
      const meta = catalog.get(resourceId)
      if (meta && meta.count >= WORTH_PREPARING) await makeSearchable(resourceId)
    },
    create: ({ records, ...request }) => writer.call('create', request, sendRecords(records)),
    upsert: (request, isDry) => {
      const { records, ...rest } = request
      const sent = sendRecords(records)
      return isDry ? writer.tryOut('upsert', rest, sent) : writer.call('upsert', rest, sent)
    },
    deleteRows: (resourceId, filters) => writer.call('deleteRows', resourceId, filters),
    drop: (resourceId) => writer.call('drop', resourceId),
    search: async (resourceId, request) => {
      const { records, used: _used, rows: _rows, table: _table, ...page } = await found(resourceId, request)
      return { ...page, records: recordsText(request.format, records) }
    },
    stretch: async (resourceId, request) => {
      const { records, used: _used, ...page } = await found(resourceId, request)
      return { ...page, text: records, lastId: page.lastId, records: new JsonText('[]') }
    },
    info: (resourceId) => reader().call('info', resourceId),
    createFunction: (asked) => writer.call('createFunction', asked),
    deleteFunction: (name, ifExists) => writer.call('deleteFunction', name, ifExists),
    intend: (resourceId, intent) => writer.call('putIntent', resourceId, intent),
    followed: (resourceId) => writer.call('removeIntent', resourceId),
    intents: () => catalog.intents(),
    sweep: () => writer.call('sweep'),
    close: async () => {
      await Promise.all([writer.close(), ...readers.map((one) => one.close())])
      db.close()
    },
  }
}
