import type { FileStore } from '../files/file-store.ts'

export interface DeferredFiles {
  readonly files: FileStore
  /** Removes the files that the transaction let go. */
  readonly committed: () => Promise<void>
  /** Removes the files that the transaction had taken in. */
  readonly rolledBack: () => Promise<void>
}

/**
 * Files during one transaction of many records: actions believe theirs is done when their step is, and nothing may be
 * removed before the whole is.
 */
export function deferredFiles(files: FileStore): DeferredFiles {
  const saved: string[] = []
  const removed: string[] = []
  const removeAll = async (keys: readonly string[]): Promise<void> => {
    for (const key of keys) await files.remove(key)
  }
  return {
    files: {
      save: async (upload, name) => {
        const key = await files.save(upload, name)
        saved.push(key)
        return key
      },
      open: (key, range) => files.open(key, range),
      size: (key) => files.size(key),
      remove: (key) => {
        removed.push(key)
        return Promise.resolve()
      },
    },
    committed: () => removeAll(removed),
    rolledBack: () => removeAll(saved),
  }
}
