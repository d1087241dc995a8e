/** How often documents have a term: bytes, but for terms that some document has very often. */
export type Counts = Uint8Array | Uint32Array

/** Positions of a term in some documents: those of the nth are `values[starts[n]]` up to `values[starts[n + 1]]`. */
export interface Positions {
  readonly starts: Uint32Array
  readonly values: Uint32Array
}

/** Where the positions of each of some documents begin; `places` are their indexes in the postings, without: all. */
export function startsOf(counts: Counts, places: Uint32Array | undefined): Uint32Array {
  const wanted = places?.length ?? counts.length
  const starts = new Uint32Array(wanted + 1)
  let total = 0
  for (let i = 0; i < wanted; i++) {
    total += counts[places ? (places[i] ?? 0) : i] ?? 0
    starts[i + 1] = total
  }
  return starts
}
