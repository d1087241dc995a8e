import type { Database } from 'better-sqlite3'
import { blockPlace } from './block-place.ts'

/** Bytes in a row: a page of a segment. Small ones, as of most terms little is read. */
export const BLOCK_BYTES = 16_384
/** The same in segments that do not say. */
const OLD_BLOCK_BYTES = 65_536

/** Where a piece of a segment stands. */
export interface ByteSource {
  /** Bytes of a section; not to be changed. */
  read(section: number, offset: number, length: number): Uint8Array
}

/** Blocks of all segments, read on demand; the ones used last stay in memory. */
export interface BlockStore {
  /** @param blockBytes as the segment's header says */
  source(segment: number, blockBytes: number | undefined): ByteSource
  /** Forgets the blocks of a segment that is no more. */
  drop(segment: number): void
}

interface Kept {
  readonly segment: number
  readonly bytes: Uint8Array
  usedAt: number
}

const NOTHING = new Uint8Array(0)
/** When there is too much, so much of it goes at once: looking for the oldest costs a walk over all. */
const SPARED = 0.75

/** @param most bytes kept in memory */
export function createBlockStore(db: Database, most: number): BlockStore {
  const select = db.prepare<[number], Buffer>('SELECT bytes FROM search_block WHERE place = ?').pluck()
  const selectRun = db
    .prepare<[number, number], Buffer>(
      'SELECT bytes FROM search_block WHERE place BETWEEN ? AND ? ORDER BY place',
    )
    .pluck()
  const kept = new Map<number, Kept>()
  let size = 0
  let clock = 0

  const evict = (): void => {
    const oldest = [...kept].sort(([, a], [, b]) => a.usedAt - b.usedAt)
    for (const [key, { bytes }] of oldest) {
      if (size <= most * SPARED) return
      kept.delete(key)
      size -= bytes.length
    }
  }
  const keep = (place: number, segment: number, row: Buffer): Uint8Array => {
    // Parts of a plain array are made faster than those of a Buffer.
    const bytes = new Uint8Array(row.buffer, row.byteOffset, row.length)
    size += bytes.length
    kept.set(place, { segment, bytes, usedAt: clock++ })
    if (size > most) evict()
    return bytes
  }
  const block = (segment: number, section: number, number: number): Uint8Array => {
    const place = blockPlace(segment, section, number)
    const known = kept.get(place)
    if (known) {
      known.usedAt = clock++
      return known.bytes
    }
    const row = select.get(place)
    if (!row) throw new Error(`Block ${segment}/${section}/${number} of the search index is missing`)
    return keep(place, segment, row)
  }
  /** Reads those of some neighbours that are not in memory at once. */
  const prepare = (segment: number, section: number, first: number, last: number): void => {
    let from = blockPlace(segment, section, first)
    let to = blockPlace(segment, section, last)
    while (from < to && kept.has(from)) from++
    while (from < to && kept.has(to)) to--
    if (from === to) return
    const rows = selectRun.all(from, to)
    if (rows.length !== to - from + 1) return
    for (const [n, row] of rows.entries()) if (!kept.has(from + n)) keep(from + n, segment, row)
  }
  return {
    source: (segment, blockBytes = OLD_BLOCK_BYTES) => ({
      read: (section, offset, length) => {
        if (length === 0) return NOTHING
        const first = Math.floor(offset / blockBytes)
        const from = offset - first * blockBytes
        if (from + length <= blockBytes) return block(segment, section, first).subarray(from, from + length)
        prepare(segment, section, first, Math.floor((offset + length - 1) / blockBytes))
        const whole = new Uint8Array(length)
        for (let done = 0; done < length;) {
          const number = Math.floor((offset + done) / blockBytes)
          const start = offset + done - number * blockBytes
          const part = block(segment, section, number).subarray(start, start + length - done)
          whole.set(part, done)
          done += part.length
        }
        return whole
      },
    }),
    drop: (segment) => {
      for (const [key, one] of kept) {
        if (one.segment !== segment) continue
        kept.delete(key)
        size -= one.bytes.length
      }
    },
  }
}
