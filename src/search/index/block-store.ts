import type { Database } from 'better-sqlite3'

/** Bytes in a row: a page of a segment. */
export const BLOCK_BYTES = 65_536

/** Where a piece of a segment stands. */
export interface ByteSource {
  /** Bytes of a section; not to be changed. */
  read(section: number, offset: number, length: number): Uint8Array
}

/** Blocks of all segments, read on demand; the ones used last stay in memory. */
export interface BlockStore {
  source(segment: number): ByteSource
  /** Forgets the blocks of a segment that is no more. */
  drop(segment: number): void
}

/** @param most bytes kept in memory */
export function createBlockStore(db: Database, most: number): BlockStore {
  const select = db
    .prepare<[number, number, number], Buffer>(
      'SELECT bytes FROM search_block WHERE segment = ? AND section = ? AND block = ?',
    )
    .pluck()
  // A Map keeps the order of insertion: what is used again is moved to the end.
  const kept = new Map<string, Uint8Array>()
  let size = 0

  const block = (segment: number, section: number, number: number): Uint8Array => {
    const key = `${String(segment)} ${String(section)} ${String(number)}`
    const known = kept.get(key)
    if (known) {
      kept.delete(key)
      kept.set(key, known)
      return known
    }
    const bytes = select.get(segment, section, number)
    if (!bytes) throw new Error(`Block ${key} of the search index is missing`)
    kept.set(key, bytes)
    size += bytes.length
    for (const [oldest, old] of kept) {
      if (size <= most) break
      kept.delete(oldest)
      size -= old.length
    }
    return bytes
  }
  return {
    source: (segment) => ({
      read: (section, offset, length) => {
        const first = Math.floor(offset / BLOCK_BYTES)
        const from = offset - first * BLOCK_BYTES
        if (from + length <= BLOCK_BYTES) {
          return length === 0
            ? new Uint8Array(0)
            : block(segment, section, first).subarray(from, from + length)
        }
        const whole = new Uint8Array(length)
        for (let done = 0; done < length;) {
          const number = Math.floor((offset + done) / BLOCK_BYTES)
          const start = offset + done - number * BLOCK_BYTES
          const part = block(segment, section, number).subarray(start, start + length - done)
          whole.set(part, done)
          done += part.length
        }
        return whole
      },
    }),
    drop: (segment) => {
      for (const [key, bytes] of kept) {
        if (!key.startsWith(`${String(segment)} `)) continue
        kept.delete(key)
        size -= bytes.length
      }
    },
  }
}
