import { deflateRawSync, inflateRawSync, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
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
/** As far back as deflate looks, less what it keeps for itself. */
const DEFLATE_REACH = 32_768 - 262
/** How zstd's output begins; nothing that deflate writes begins so. */
const ZSTD_MAGIC = 0xfd2fb528

/** Deflate is quicker with small texts and leaves less to collect; zstd sees the whole of a large one. */
function compress(text: Buffer, dictionary: Buffer): Buffer {
  const reach = dictionary.length + text.length
  const chunkSize = Math.min(16_384, Math.max(1024, text.length))
  if (reach > DEFLATE_REACH)
    return zstdCompressSync(text, { dictionary, pledgedSrcSize: text.length, chunkSize })
  const windowBits = Math.max(10, Math.ceil(Math.log2(reach + 262)))
  // Level 6 takes half as long again, for a tenth less.
  return deflateRawSync(text, { dictionary, chunkSize, windowBits, memLevel: 6, level: 3 })
}

function decompress(bytes: Buffer, dictionary: Buffer): Buffer {
  const isZstd = bytes.length >= 4 && bytes.readUInt32LE(0) === ZSTD_MAGIC
  return isZstd
    ? zstdDecompressSync(bytes, { dictionary })
    : inflateRawSync(bytes, { dictionary, chunkSize: 4096 })
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
  decompress(bytes, snapshot ?? activityDictionary)
