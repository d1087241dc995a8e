import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { activityDictionary } from './activity-dictionary.ts'

export interface PackedData {
  /** It was compressed with the snapshot that was given; otherwise it is a whole copy. */
  readonly isDelta: boolean
  readonly bytes: Buffer
}

/** The newest whole copy of the same object. */
export interface Snapshot {
  readonly text: Buffer
  /** Its size as it is stored. */
  readonly packedSize: number
}

/** A copy that differs so much from the snapshot, in parts of what the snapshot takes, becomes the next one. */
const WORTH_A_SNAPSHOT = 0.5
/** Up to this size the fast level finds all that a copy has in common with its snapshot. */
const SMALL = 64_000

function compress(text: Buffer, dictionary: Buffer): Buffer {
  const level = text.length < SMALL ? 1 : 3
  // Told the size, zstd does not prepare for gigabytes.
  return zstdCompressSync(text, {
    dictionary,
    pledgedSrcSize: text.length,
    chunkSize: Math.min(16_384, Math.max(1024, text.length)),
    params: { [constants.ZSTD_c_compressionLevel]: level },
  })
}

/**
 * Compresses what an activity keeps of its object: with the object's snapshot as dictionary, so that only what differs
 * takes room, however often it changes. A copy is read with at most one other.
 */
export function packActivityData(text: Buffer, snapshot: Snapshot | undefined): PackedData {
  if (snapshot) {
    const bytes = compress(text, snapshot.text)
    if (bytes.length <= Math.max(128, snapshot.packedSize * WORTH_A_SNAPSHOT)) return { isDelta: true, bytes }
  }
  return { isDelta: false, bytes: compress(text, activityDictionary) }
}

/** The other way round; `snapshot` is the text of the whole copy that a delta names. */
export const unpackActivityData = (bytes: Buffer, snapshot?: Buffer): Buffer =>
  zstdDecompressSync(bytes, { dictionary: snapshot ?? activityDictionary })
