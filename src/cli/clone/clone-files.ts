import { mkdir } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { JsonObject } from '../../core/json.ts'
import { FetchError } from '../../fetch/fetch-error.ts'
import { fetchFile } from '../../fetch/fetch-file.ts'
import { objectsOf, textOf } from '../../harvest/record-values.ts'
import type { Store } from '../../store/store.ts'
import type { Remote } from './remote.ts'

/** Whether the stored resource has the file of the other CKAN already. */
async function hasFile(store: Store, resource: JsonObject): Promise<boolean> {
  const stored = await store.resources.get(textOf(resource.id))
  return (
    stored !== undefined &&
    stored.file_key !== null &&
    stored.last_modified === resource.last_modified &&
    stored.size === resource.size
  )
}

/**
 * Fetches the uploaded files of datasets, each into a folder of its own since their names may be the same.
 *
 * @returns resource id → path; what could not be fetched is told and stays a link
 */
export async function cloneFiles(
  store: Store,
  remote: Remote,
  datasets: readonly JsonObject[],
  folder: string,
  onRefused: (message: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>()
  const headers: Readonly<Record<string, string>> =
    remote.token === undefined ? {} : { Authorization: remote.token }
  for (const dataset of datasets) {
    for (const resource of objectsOf(dataset.resources)) {
      const url = textOf(resource.url)
      if (resource.url_type !== 'upload' || !/^https?:\/\//i.test(url)) continue
      if (await hasFile(store, resource)) continue
      const home = path.join(folder, randomUUID())
      await mkdir(home, { recursive: true })
      const file = path.join(home, path.basename(decodeURIComponent(new URL(url).pathname)) || 'file')
      // A token is for its own server alone, and a file may lie somewhere else.
      const isOwn = new URL(url).origin === new URL(remote.url).origin
      try {
        await fetchFile(url, file, remote.policy, { headers: isOwn ? headers : {}, signal: remote.signal })
        files.set(textOf(resource.id), file)
      } catch (error) {
        if (!(error instanceof FetchError)) throw error
        onRefused(`${textOf(dataset.name)}: the file ${url} was not brought: ${error.message}`)
      }
    }
  }
  return files
}
