import type { Database } from 'better-sqlite3'
import type { JsonObject } from '../core/json.ts'
import type { SearchDocument, SearchEngine } from './door.ts'
import { solrFields, type FieldOptions } from './document/solr-fields.ts'
import { storedFields } from './document/stored-fields.ts'
import { createIndexReader } from './index/index-reader.ts'
import { createIndexWriter } from './index/index-writer.ts'
import { createNames, type Names } from './match/names.ts'
import { runAutocomplete } from './match/run-autocomplete.ts'
import { runSearch } from './match/run-search.ts'
import { createSnapshot, type Snapshot } from './match/snapshot.ts'

export interface SearchEngineOptions {
  /** Two connections to the catalogue's file; `index` and `remove` run on the writer, in the transaction open there. */
  readonly reader: Database
  readonly writer: Database
  /** `ckan.site_id` */
  readonly siteId: string
  /** `ckan.extra_resource_fields` */
  readonly resourceFields?: readonly string[]
  /** Name of a vocabulary, read on the writer's side while a dataset is indexed. */
  readonly vocabularyName: (id: string) => string | undefined
  /** Names of all organisations and groups by id, and a number that differs after any of them changed. */
  readonly names: { readonly version: () => number; readonly read: () => ReadonlyMap<string, string> }
  /** Dataset dicts as they were given to `index`, for `fl`; one that is gone is left out. */
  readonly datasets: (ids: readonly string[]) => readonly JsonObject[]
}

/** The search engine of the catalogue, in the catalogue's own file. */
export function createSearchEngine(options: SearchEngineOptions): SearchEngine {
  const { siteId, resourceFields = [], vocabularyName } = options
  const fieldOptions = (): FieldOptions => ({ siteId, resourceFields, vocabularyName, now: new Date() })
  const writer = createIndexWriter(options.writer)
  const reader = createIndexReader(options.reader)
  let names: Names | undefined

  const snapshot = (): Snapshot => {
    const segments = reader.refresh()
    const version = options.names.version()
    if (names?.version !== version) names = createNames(version, options.names.read())
    return createSnapshot(segments, names, Date.now())
  }
  const nameOf = (id: string): string => names?.byId.get(id) ?? id
  const readStored = (ids: readonly string[]): ReadonlyMap<string, JsonObject> =>
    new Map(
      options.datasets(ids).map((dataset) => {
        const fields = solrFields(dataset, [], fieldOptions())
        return [fields.get('id')?.[0] ?? '', storedFields(fields, dataset, nameOf)]
      }),
    )
  const settle = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work())
    })

  return {
    index: (documents: readonly SearchDocument[]) =>
      settle(() => {
        const shared = fieldOptions()
        for (const { dataset, labels } of documents)
          writer.put(dataset.id, solrFields(dataset, labels, shared))
      }),
    remove: (ids) =>
      settle(() => {
        for (const id of ids) writer.remove(id)
      }),
    search: (parameters) => settle(() => runSearch(snapshot(), parameters, readStored)),
    autocomplete: (text, limit, labels) => settle(() => runAutocomplete(snapshot(), text, limit, labels)),
  }
}
