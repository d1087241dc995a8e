import { randomBytes } from 'node:crypto'
import { open, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve, sep } from 'node:path'
import { NotFound } from '../core/errors.ts'
import type { FileStore } from './file-store.ts'

const RANDOM = /^[0-9a-f]{32}$/
const NAMED = /^(?:group|user|admin)\/[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/

/** Random keys lie in folders of 256 × 256, so that no folder grows too large. */
function relativePath(key: string): string | undefined {
  if (RANDOM.test(key)) return join(key.slice(0, 2), key.slice(2, 4), key)
  return NAMED.test(key) ? key : undefined
}

async function synchronise(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whether a system call failed because there is no such file. */
const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/** Files in a folder of this machine; uploads must come from the same file system. */
export function localFileStore(folder: string): FileStore {
  const root = resolve(folder)
  const pathOf = (key: string): string | undefined => {
    const relative = relativePath(key)
    if (relative === undefined) return undefined
    const path = resolve(root, relative)
    return path.startsWith(root + sep) ? path : undefined
  }
  return {
    save: async (upload, name) => {
      const key = name ?? randomBytes(16).toString('hex')
      const path = pathOf(key)
      if (path === undefined) throw new Error('a file can have no such key')
      await synchronise(upload.path)
      await mkdir(dirname(path), { recursive: true })
      await rename(upload.path, path)
      await synchronise(dirname(path))
      return key
    },
    open: async (key, range) => {
      const path = pathOf(key)
      if (path === undefined) throw new NotFound()
      try {
        const handle = await open(path, 'r')
        return handle.createReadStream(range ? { start: range.start, end: range.end } : {})
      } catch (error) {
        throw isMissing(error) ? new NotFound() : error
      }
    },
    size: async (key) => {
      const path = pathOf(key)
      if (path === undefined) return undefined
      try {
        const { size } = await stat(path)
        return size
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    remove: async (key) => {
      const path = pathOf(key)
      if (path !== undefined) await rm(path, { force: true })
    },
  }
}
