import type { Store } from '../store/store.ts'
import type { FileStore } from './file-store.ts'

export interface StoredFile {
  readonly key: string
  /** Bytes. */
  readonly size: number
}

/** The uploaded file of a resource, if it has one. Ask first whether the caller may see the resource. */
export async function findUpload(
  services: { readonly store: Store; readonly files: FileStore },
  resourceId: string,
): Promise<StoredFile | undefined> {
  const key = (await services.store.resources.get(resourceId))?.file_key
  if (key === undefined || key === null) return undefined
  const size = await services.files.size(key)
  return size === undefined ? undefined : { key, size }
}
