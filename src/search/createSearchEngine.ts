import type { Database } from 'better-sqlite3'
import type { JsonObject } from '../core/json.ts'
import type { Language } from './analysis/languages.ts'
import { createAnswerCache } from './answer-cache.ts'
import type { SearchDocument, SearchEngine } from './door.ts'
import { solrFields, type FieldOptions } from './document/solr-fields.ts'
import { storedFields } from './document/stored-fields.ts'
import { createIndexKeeper, type RunWrite } from './index/index-keeper.ts'
import { createIndexReader } from './index/index-reader.ts'
import { createIndexWriter } from './index/index-writer.ts'
import { startSegmentThread } from './index/start-segment-thread.ts'
import { createFilterCache } from './match/filter-cache.ts'
import { createFacetDictionaries } from './match/facet-dictionary.ts'
import { createNamedPostings } from './match/named-postings.ts'
import { createNames, type Names } from './match/names.ts'
import { runAutocomplete } from './match/run-autocomplete.ts'
import { runSimilar } from './match/run-similar.ts'
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
  /** Analyses titles and catch-all text a second time; what is there already has to be indexed again. */
  readonly language?: Language | undefined
  /** Runs work in a write transaction; without it, one is opened whenever the writer has none. */
  readonly write?: RunWrite
  /** Bytes of the index that stay in memory. */
  readonly cacheBytes?: number
  /** Documents after which a segment in memory is closed and written. */
  readonly segmentSize?: number
}

export interface MaintainedSearchEngine extends SearchEngine {
  /** Closes and merges segments as far as there is need; happens by itself too. */
  maintain(): Promise<void>
  /** Ends the thread that makes segments; to be called before the connections are closed. */
  close(): Promise<void>
}

const CACHE_BYTES = 448 * 2 ** 20
const SEGMENT_SIZE = 2048
/** Segments' worth of documents that a process writes before it closes them, if it does not search itself. */
const MOST_UNSEEN = 2
/** Threads that close segments while much is written; they end when there is nothing to do. */
const THREADS = 2
/** Documents that are analysed without a pause. */
const PORTION = 20
/** Milliseconds to wait for the writer's transaction to end. */
const PATIENCE = 2

const settle = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work())
  })

/** Opens a transaction of its own as soon as none is open on the connection. */
function writeWhenIdle(db: Database): RunWrite {
  return async (work) => {
    while (db.inTransaction) {
      await new Promise((resolve) => {
        setTimeout(resolve, PATIENCE)
      })
    }
    db.transaction(work).immediate()
  }
}

/** The search engine of the catalogue, in the catalogue's own file. */
export function createSearchEngine(options: SearchEngineOptions): MaintainedSearchEngine {
  const { siteId, resourceFields = [], vocabularyName } = options
  const {
    cacheBytes = CACHE_BYTES,
    segmentSize = SEGMENT_SIZE,
    write = writeWhenIdle(options.writer),
  } = options
  const fieldOptions = (): FieldOptions => ({ siteId, resourceFields, vocabularyName, now: new Date() })
  const writer = createIndexWriter(options.writer)
  const reader = createIndexReader(options.reader, {
    cacheBytes,
    freezeAt: segmentSize,
    language: options.language,
  })
  const threads = Array.from({ length: THREADS }, () =>
    startSegmentThread({ file: options.writer.name, language: options.language }),
  )
  const keeper = createIndexKeeper(options.writer, reader, threads, write, segmentSize)
  const caches = {
    dictionaries: createFacetDictionaries(),
    filters: createFilterCache(),
    named: createNamedPostings(),
  }
  const answers = createAnswerCache()
  let names: Names | undefined
  let written = 0
  let isClosed = false

  const maintain = async (): Promise<void> => {
    try {
      await keeper.run()
    } catch (error) {
      // The catalogue was closed meanwhile: what is missing is done at the next start.
      if (options.writer.open && options.reader.open && !isClosed) throw error
    }
  }
  const maintainSoon = (): void => {
    setImmediate(() => {
      maintain().catch((error: unknown) => {
        process.emitWarning(`The search index was not tidied: ${String(error)}`)
      })
    }).unref()
  }
  // Where much was written at once (a load), it is analysed in portions, so that others are served meanwhile.
  const catchUp = async (): Promise<void> => {
    if (reader.backlog() > 2 * segmentSize) await keeper.close()
    for (let left = reader.backlog(); left > PORTION; left -= PORTION) {
      reader.advance(PORTION)
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
  }
  const onSnapshot = async <T>(work: (snapshot: () => Snapshot, moment: string) => T): Promise<T> => {
    await catchUp()
    return reader.read((segments) => {
      const version = options.names.version()
      if (names?.version !== version) names = createNames(version, options.names.read())
      const current = names
      const moment = `${String(reader.version)} ${String(version)}`
      const result = work(() => createSnapshot(segments, current, caches, Date.now()), moment)
      if (reader.isFull) maintainSoon()
      return result
    })
  }
  const nameOf = (id: string): string => names?.byId.get(id) ?? id
  const readStored = (ids: readonly string[]): ReadonlyMap<string, JsonObject> =>
    new Map(
      options.datasets(ids).map((dataset) => {
        const fields = solrFields(dataset, [], fieldOptions())
        return [fields.get('id')?.[0] ?? '', storedFields(fields, dataset, nameOf)]
      }),
    )

  const read = { stored: readStored, datasets: options.datasets }

  return {
    index: (documents: readonly SearchDocument[]) =>
      settle(() => {
        const shared = fieldOptions()
        for (const { dataset, labels } of documents)
          writer.put(dataset.id, solrFields(dataset, labels, shared))
        written += documents.length
        if (written < segmentSize * MOST_UNSEEN) return
        written = 0
        maintainSoon()
      }),
    remove: (ids) =>
      settle(() => {
        for (const id of ids) writer.remove(id)
      }),
    search: (parameters) =>
      onSnapshot((snapshot, moment) =>
        answers.recall(moment, parameters, () => runSearch(snapshot(), parameters, read)),
      ),
    autocomplete: (text, limit, labels) =>
      onSnapshot((snapshot) => runAutocomplete(snapshot(), text, limit, labels)),
    similar: (dataset, limit, labels) =>
      onSnapshot((snapshot) => runSimilar(snapshot(), dataset, limit, labels)),
    maintain,
    close: async () => {
      isClosed = true
      keeper.release()
      await Promise.all(threads.map((thread) => thread.close()))
    },
  }
}
