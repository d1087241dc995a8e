import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import type { JsonObject } from '../../src/core/json.ts'
import { createSearchEngine, type MaintainedSearchEngine } from '../../src/search/createSearchEngine.ts'
import type { SearchAnswer, SearchParameters } from '../../src/search/door.ts'

const SCHEMA = ['0002_search', '0007_search_removals', '0011_search_block_places']
  .map((name) => readFileSync(join(__dirname, `../../src/store/migrations/${name}.sql`), 'utf8'))
  .join('')

export interface OpenEngine {
  readonly engine: MaintainedSearchEngine
  readonly writer: Database
  /** Names of organisations and groups by id; set `version` after a change. */
  readonly names: Map<string, string>
  readonly renamed: () => void
  /** Indexes datasets in a transaction of their own. */
  readonly put: (...datasets: readonly (JsonObject & { readonly id: string })[]) => Promise<void>
  readonly remove: (...ids: readonly string[]) => Promise<void>
  readonly search: (parameters: Partial<SearchParameters>) => Promise<SearchAnswer>
  /** Ids that a query in Lucene syntax finds, in the order of writing. */
  readonly ids: (q: string) => Promise<readonly string[]>
  /** An engine with connections of its own on the same file, as another process has. */
  readonly another: () => OpenEngine
  readonly close: () => void
}

/** An engine on a file with nothing but the index. */
export function openEngine({
  segmentSize = 4096,
  file,
}: { segmentSize?: number; file?: string } = {}): OpenEngine {
  const folder = file === undefined ? mkdtempSync(join(tmpdir(), 'search-')) : undefined
  const path = file ?? join(folder ?? '', 'index.sqlite')
  const connect = (): Database => {
    const db = new Sqlite(path)
    db.pragma('journal_mode = WAL')
    return db
  }
  const writer = connect()
  if (folder !== undefined) writer.exec(SCHEMA)
  const reader = connect()
  const names = new Map<string, string>()
  let version = 0
  const engine = createSearchEngine({
    reader,
    writer,
    siteId: 'test',
    vocabularyName: () => undefined,
    names: { version: () => version, read: () => new Map(names) },
    datasets: () => [],
    segmentSize,
  })
  const inTransaction = async (work: () => Promise<void>): Promise<void> => {
    writer.exec('BEGIN IMMEDIATE')
    await work()
    writer.exec('COMMIT')
  }
  const search = (parameters: Partial<SearchParameters>): Promise<SearchAnswer> =>
    engine.search({ q: '*:*', fq: [], sort: '', start: 0, rows: 1000, ...parameters })
  const others: OpenEngine[] = []
  return {
    engine,
    writer,
    names,
    renamed: () => {
      version++
    },
    put: (...datasets) =>
      inTransaction(() => engine.index(datasets.map((dataset) => ({ dataset, labels: ['public'] })))),
    remove: (...ids) => inTransaction(() => engine.remove(ids)),
    search,
    ids: async (q) => (await search({ q, sort: 'nothing asc' })).ids,
    another: () => {
      const other = openEngine({ segmentSize, file: path })
      others.push(other)
      return other
    },
    close: () => {
      for (const other of others) other.close()
      void engine.close()
      reader.close()
      writer.close()
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}
