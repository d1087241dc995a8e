import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
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

/**
 * Compresses what an activity keeps of its object: with the object's snapshot as dictionary, so that only what differs
 * takes room, however often it changes. A copy is read with at most one other.
 */
export function packActivityData(text: Buffer, snapshot: Snapshot | undefined): PackedData {
  if (snapshot) {
    const bytes = zstdCompressSync(text, { dictionary: snapshot.text })
    if (bytes.length <= Math.max(128, snapshot.packedSize * WORTH_A_SNAPSHOT)) return { isDelta: true, bytes }
  }
  return { isDelta: false, bytes: zstdCompressSync(text, { dictionary: activityDictionary }) }
}

/** The other way round; `snapshot` is the text of the whole copy that a delta names. */
export const unpackActivityData = (bytes: Buffer, snapshot?: Buffer): Buffer =>
  zstdDecompressSync(bytes, { dictionary: snapshot ?? activityDictionary })
