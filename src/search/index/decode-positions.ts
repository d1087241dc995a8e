import { startsOf, type Counts, type Positions } from './positions.ts'

/** Documents between two places where reading may begin. */
const STRIDE = 64

/** Where the positions of every 64th document begin, so that those before it need not be read. */
export function findEntries(bytes: Uint8Array, counts: Counts): Uint32Array {
  const entries = new Uint32Array(Math.ceil(counts.length / STRIDE))
  let at = 0
  for (let place = 0; place < counts.length; place++) {
    if (place % STRIDE === 0) entries[place / STRIDE] = at
    for (let left = counts[place] ?? 0; left > 0;) if ((bytes[at++] ?? 0) < 128) left--
  }
  return entries
}

/**
 * Positions are kept as gaps, those of a document after those of the one before it.
 * @param places ascending indexes of the documents that are wanted, the others are passed over; without: all
 * @param entries of `findEntries`, where they are known
 */
export function decodePositions(
  bytes: Uint8Array,
  counts: Counts,
  places?: Uint32Array,
  entries?: Uint32Array,
): Positions {
  const starts = startsOf(counts, places)
  const values = new Uint32Array(starts.at(-1) ?? 0)
  const wanted = places?.length ?? counts.length
  let filled = 0
  let at = 0
  let place = 0
  for (let i = 0; i < wanted; i++) {
    const one = places ? (places[i] ?? 0) : i
    if (entries && one - place >= STRIDE) {
      place = one - (one % STRIDE)
      at = entries[place / STRIDE] ?? 0
    }
    let passed = 0
    for (; place < one; place++) passed += counts[place] ?? 0
    while (passed > 0) if ((bytes[at++] ?? 0) < 128) passed--
    let position = 0
    for (let left = counts[place++] ?? 0; left > 0; left--) {
      let gap = bytes[at++] ?? 0
      if (gap > 127) {
        gap &= 127
        for (let shift = 7, byte = 128; byte > 127; shift += 7) {
          byte = bytes[at++] ?? 0
          gap |= (byte & 127) << shift
        }
      }
      position += gap
      values[filled++] = position
    }
  }
  return { starts, values }
}
