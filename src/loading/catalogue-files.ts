import { createHash, randomUUID } from 'node:crypto'
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { guessMimetype } from '../core/guess-mimetype.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import { Upload } from '../core/upload.ts'
import { isObject } from './readers/is-object.ts'
import { UnreadableSource } from './readers/unreadable-source.ts'

/** In a folder that is loaded: resource id → path of its file, relative to the folder. */
export const FILES_MANIFEST = 'files.json'

/** Resource id → absolute path. */
export type CatalogueFiles = ReadonlyMap<string, string>

/** @throws UnreadableSource when the manifest is no such thing, or leads out of the folder */
export async function readFilesManifest(manifest: string): Promise<CatalogueFiles> {
  const folder = path.dirname(manifest)
  let entries: JsonValue
  try {
    entries = JSON.parse(await readFile(manifest, 'utf8')) as JsonValue
  } catch (error) {
    throw new UnreadableSource(`${manifest}: it cannot be read (${(error as Error).message})`, {
      cause: error,
    })
  }
  if (!isObject(entries)) throw new UnreadableSource(`${manifest}: it is no object of resource ids and paths`)
  return new Map(
    Object.entries(entries).map(([id, file]) => {
      if (typeof file !== 'string') throw new UnreadableSource(`${manifest}: the file of ${id} is no text`)
      const target = path.resolve(folder, file)
      if (!target.startsWith(folder + path.sep))
        throw new UnreadableSource(`${manifest}: "${file}" lies outside the folder`)
      return [id, target]
    }),
  )
}

async function describe(file: string): Promise<{ readonly size: number; readonly sha256: string }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { size, sha256: hash.digest('hex') }
}

/** Whether the stored resource already has this file, as far as its size, name and hash tell. */
function hasFile(stored: JsonObject | undefined, file: string, size: number, sha256: string): boolean {
  if (stored?.url_type !== 'upload' || stored.size !== size) return false
  const isSameName = typeof stored.url === 'string' && stored.url.endsWith(`/${path.basename(file)}`)
  return isSameName && (stored.hash === '' || stored.hash === sha256)
}

const resourcesOf = (record: JsonObject | undefined): readonly JsonValue[] =>
  Array.isArray(record?.resources) ? (record.resources as readonly JsonValue[]) : []

/**
 * The dataset with the files of its resources as uploads, where they are not stored already.
 *
 * @param temporary folder on the file system of the uploads; the copies in it are moved away
 */
export async function withFiles(
  record: JsonObject,
  stored: JsonObject | undefined,
  files: CatalogueFiles,
  temporary: string,
): Promise<JsonObject> {
  const storedById = new Map(
    resourcesOf(stored)
      .filter(isObject)
      .map((resource) => [resource.id, resource]),
  )
  let isChanged = false
  const resources: unknown[] = []
  for (const resource of resourcesOf(record)) {
    const file = isObject(resource) ? files.get(resource.id as string) : undefined
    if (file === undefined || !isObject(resource)) {
      resources.push(resource)
      continue
    }
    isChanged = true
    const { size, sha256 } = await describe(file)
    const known = storedById.get(resource.id)
    if (hasFile(known, file, size, sha256)) {
      const { url, url_type, size: knownSize, mimetype, last_modified, hash } = known ?? {}
      resources.push({ ...resource, url, url_type, size: knownSize, mimetype, last_modified, hash })
      continue
    }
    await mkdir(temporary, { recursive: true })
    const copy = path.join(temporary, `load-${randomUUID()}`)
    await copyFile(file, copy)
    const contentType = guessMimetype(file) ?? 'application/octet-stream'
    const filename = path.basename(file)
    resources.push({ ...resource, upload: new Upload({ path: copy, filename, contentType, size, sha256 }) })
  }
  return isChanged ? { ...record, resources: resources as JsonValue[] } : record
}

/** Removes the copies of a dataset that was not loaded. */
export async function dropCopies(record: JsonObject): Promise<void> {
  for (const resource of resourcesOf(record) as readonly { readonly upload?: unknown }[]) {
    if (resource.upload instanceof Upload) await rm(resource.upload.path, { force: true })
  }
}
