import { closeSync, fdatasync, fsyncSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const flush = promisify(fdatasync)

export interface WalSync {
  /**
   * Resolves when all that is in the write-ahead log by now is on the disk. Calls that come while one is under way
   * share the next.
   *
   * @throws the system's error when the disk fails
   */
  readonly sync: () => Promise<void>
  readonly close: () => void
}

/** A new file's name is on the disk only when its folder is. */
function syncFolder(folder: string): void {
  // Windows knows no such thing, and needs none.
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}

/**
 * Makes commits durable outside of the event loop. SQLite with `synchronous = FULL` waits for the disk in each COMMIT,
 * and with it all requests of the process would wait. With NORMAL it writes the log without waiting; the log's frames
 * carry checksums, so that after a power cut a whole prefix of the commits is left. Whoever answers only after `sync`
 * promises as much as FULL does.
 *
 * @param file of the database, in WAL mode, already written to
 */
export function createWalSync(file: string): WalSync {
  let handle: number | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  let isClosed = false
  const release = (): void => {
    if (handle !== undefined) closeSync(handle)
    handle = undefined
  }
  const start = async (): Promise<void> => {
    if (handle === undefined) {
      handle = openSync(`${file}-wal`, 'r+')
      syncFolder(dirname(file))
    }
    await flush(handle)
  }
  const begin = (): Promise<void> => {
    next = undefined
    running = start().finally(() => {
      running = undefined
      if (isClosed && next === undefined) release()
    })
    return running
  }
  return {
    sync: () => {
      if (!running) return begin()
      next ??= running.then(begin, begin)
      return next
    },
    close: () => {
      isClosed = true
      if (!running) release()
    },
  }
}
