import type { Readable } from 'node:stream'
import type { Upload } from '../core/upload.ts'

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * Where uploaded files lie. Keys are made here, never by a client; what lies under a key never changes, so that a key
 * is an ETag, too. Write a row that names a key after `save`, and `remove` a key after its row is gone.
 */
export interface FileStore {
  /**
   * Takes the temporary file over, whole or not at all; it survives a power cut once this resolves.
   *
   * @param name a name made by image-name.ts, for files that are found by it; without one the key is random
   * @returns the key
   */
  save(upload: Upload, name?: string): Promise<string>
  /** The bytes; @throws NotFound when there is no such file. */
  open(key: string, range?: ByteRange): Promise<Readable>
  /** Bytes, or undefined when there is no such file. */
  size(key: string): Promise<number | undefined>
  /** An unknown key is fine. */
  remove(key: string): Promise<void>
}
