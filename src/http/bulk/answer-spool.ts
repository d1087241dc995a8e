import { once } from 'node:events'
import { open, rm, type FileHandle } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'

export interface AnswerSpool {
  /**
   * Sends a text after those before it. Waits only while the file is full and the client reads nothing.
   *
   * @throws Error when the client has gone
   */
  readonly write: (text: string) => Promise<void>
  /** Whether the client is so far behind that `write` would wait. */
  readonly isFull: () => boolean
  /** Sends what is left, and ends the answer. */
  readonly end: () => Promise<void>
  /** Removes the file. */
  readonly close: () => Promise<void>
}

const PIECE = 64 * 1024

/**
 * Answers on their way to a client who may read only after it has sent everything: what it does not take lies in a
 * file meanwhile, so that memory stays small and neither side waits for the other for ever.
 *
 * @param path of the file, made when it is needed
 * @param limit bytes of the file
 */
export function answerSpool(res: ServerResponse, path: string, limit: number): AnswerSpool {
  let file: FileHandle | undefined
  let written = 0
  let read = 0
  let pumping: Promise<void> | undefined
  // Only looked at: the client may also go away without an error.
  const gone = once(res, 'close').catch(() => undefined)
  const refuseGone = (): void => {
    if (res.destroyed) throw new Error('The client has gone')
  }
  const drained = async (): Promise<void> => {
    if (res.writableNeedDrain) await Promise.race([once(res, 'drain'), gone])
    refuseGone()
  }

  const pump = async (from: FileHandle): Promise<void> => {
    const piece = Buffer.allocUnsafe(PIECE)
    while (read < written) {
      await drained()
      const { bytesRead } = await from.read(piece, 0, PIECE, read)
      read += bytesRead
      // The piece is used again: the response keeps what it is given.
      res.write(Buffer.from(piece.subarray(0, bytesRead)))
    }
  }
  const isFull = (): boolean => written > limit && pumping !== undefined

  return {
    isFull,
    write: async (text) => {
      refuseGone()
      if (!pumping && !res.writableNeedDrain) {
        res.write(text)
        return
      }
      while (isFull()) await pumping
      file ??= await open(path, 'wx+', 0o600)
      if (!pumping) {
        read = 0
        written = 0
        await file.truncate(0)
      }
      const { bytesWritten } = await file.write(text, written)
      written += bytesWritten
      pumping ??= pump(file).finally(() => {
        pumping = undefined
      })
      // Seen by whoever waits; until then no failure is left unhandled.
      pumping.catch(() => undefined)
    },
    end: async () => {
      while (pumping) await pumping
      refuseGone()
      res.end()
    },
    close: async () => {
      await pumping?.catch(() => undefined)
      await file?.close()
      if (file) await rm(path, { force: true })
    },
  }
}
