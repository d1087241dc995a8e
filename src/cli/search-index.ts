import type { App } from '../app.ts'
import { indexPackages } from '../catalogue/search/index-package.ts'
import type { FolderOptions } from './folder-options.ts'
import { withCatalogue } from './open-catalogue.ts'
import { print } from './print.ts'

/** Datasets in one transaction. */
const BATCH = 500

const EVERYTHING = { q: '*:*', fq: [], sort: 'id asc', start: 0 } as const

/** Ids of all datasets of the catalogue, in portions. */
async function* catalogueIds({ store }: App): AsyncGenerator<readonly string[]> {
  let last: string | undefined
  for (;;) {
    const ids = await store.packages.idsAfter(last, BATCH)
    if (ids.length === 0) return
    yield ids
    last = ids.at(-1)
  }
}

/** Ids of all datasets that the index finds. */
async function indexedIds({ services }: App): Promise<readonly string[]> {
  const { count } = await services.search.search({ ...EVERYTHING, rows: 0 })
  return (await services.search.search({ ...EVERYTHING, rows: count })).ids
}

async function shouldBeFound(app: App, id: string): Promise<boolean> {
  const row = await app.store.packages.find(id)
  return (
    row !== undefined &&
    !(row.state === 'deleted' && app.services.config['ckan.search.remove_deleted_packages'])
  )
}

/** `search-index check`: says which datasets the index lacks or has too many; the exit code is 1 when there are any. */
export async function searchIndexCheck(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    const indexed = new Set(await indexedIds(app))
    const found = indexed.size
    const missing: string[] = []
    for await (const ids of catalogueIds(app)) {
      for (const id of ids) {
        if (await shouldBeFound(app, id)) {
          if (!indexed.delete(id)) missing.push(id)
        }
      }
    }
    for (const id of missing) print(`missing in the index: ${id}`)
    for (const id of indexed) print(`in the index, but not in the catalogue: ${id}`)
    if (missing.length + indexed.size === 0) {
      print(`The search index agrees with the catalogue: ${found} datasets.`)
      return
    }
    print('Make it anew with: ckanister search-index rebuild')
    process.exitCode = 1
  })
}

/** `search-index rebuild`: indexes every dataset again and forgets what is no longer there. */
export async function searchIndexRebuild(options: FolderOptions): Promise<void> {
  await withCatalogue(options, async (app) => {
    const { services } = app
    const gone = new Set(await indexedIds(app))
    let count = 0
    for await (const ids of catalogueIds(app)) {
      await services.store.write((store) => indexPackages({ ...services, store }, ids))
      for (const id of ids) gone.delete(id)
      count += ids.length
    }
    if (gone.size > 0) await services.store.write(() => services.search.remove([...gone]))
    await app.tidySearch()
    print(`Indexed ${count} datasets.`)
  })
}
