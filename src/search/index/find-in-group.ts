import { ByteReader } from './byte-reader.ts'

/** What a dictionary says of a term. */
export interface TermPlace {
  readonly frequency: number
  readonly postingsAt: number
  readonly postingsLength: number
  readonly positionsAt: number
  readonly positionsLength: number
}

/**
 * Looks for a term among those that share a start in a dictionary, without decoding them.
 * @returns the place in the group of the first term that is not before it, and what is said of it, if it is the same
 */
export function findInGroup(
  encoded: Uint8Array,
  count: number,
  analysed: boolean,
  wanted: Uint8Array,
): { readonly place: number; readonly found?: TermPlace } {
  const reader = new ByteReader(encoded)
  let postingsAt = reader.varint()
  let positionsAt = reader.varint()
  /** Bytes that the last term has in common with the wanted one, before which it is. */
  let same = 0
  for (let place = 0; place < count; place++) {
    const shared = reader.varint()
    const own = reader.varint()
    const end = reader.at + own
    if (shared < same) return { place }
    let isFound = false
    if (shared === same) {
      let { at } = reader
      while (at < end && same < wanted.length && encoded[at] === wanted[same]) {
        at++
        same++
      }
      isFound = at === end && same === wanted.length
      const isAfter = at < end && (encoded[at] ?? 0) > (wanted[same] ?? -1)
      if (isAfter) return { place }
    }
    reader.at = end
    const frequency = reader.varint()
    const postingsLength = reader.varint()
    if (analysed) reader.varint()
    const positionsLength = analysed ? reader.varint() : 0
    if (isFound)
      return { place, found: { frequency, postingsAt, postingsLength, positionsAt, positionsLength } }
    postingsAt += postingsLength
    positionsAt += positionsLength
  }
  return { place: count }
}
