import { ByteReader } from './byte-reader.ts'
import { TERMS_PER_GROUP } from './segment-layout.ts'

/** The terms that share a start in a dictionary, decoded. One is used again and again: decoding allocates nothing. */
export class TermGroup {
  /** Number of its first term; -1 before anything was read. */
  first = -1
  count = 0
  readonly frequencies = new Uint32Array(TERMS_PER_GROUP)
  readonly postingsAt = new Float64Array(TERMS_PER_GROUP)
  readonly postingsLength = new Uint32Array(TERMS_PER_GROUP)
  readonly positionsAt = new Float64Array(TERMS_PER_GROUP)
  readonly positionsLength = new Uint32Array(TERMS_PER_GROUP)
  private readonly starts = new Uint32Array(TERMS_PER_GROUP + 1)
  private bytes = Buffer.alloc(1024)

  /** Decodes `count` terms; what was here before is gone. */
  read(encoded: Uint8Array, first: number, count: number, analysed: boolean): void {
    const reader = new ByteReader(encoded)
    let postings = reader.varint()
    let positions = reader.varint()
    let start = 0
    let end = 0
    this.first = first
    this.count = count
    for (let i = 0; i < count; i++) {
      const shared = reader.varint()
      const own = reader.varint()
      const next = end + shared + own
      if (next > this.bytes.length) this.grow(next)
      this.bytes.copyWithin(end, start, start + shared)
      this.bytes.set(encoded.subarray(reader.at, reader.at + own), end + shared)
      reader.at += own
      start = end
      end = next
      this.starts[i] = start
      const frequency = reader.varint()
      const length = reader.varint()
      this.frequencies[i] = frequency
      this.postingsAt[i] = postings
      this.postingsLength[i] = length
      postings += length
      if (!analysed) continue
      reader.varint()
      const positionsLength = reader.varint()
      this.positionsAt[i] = positions
      this.positionsLength[i] = positionsLength
      positions += positionsLength
    }
    this.starts[count] = end
  }

  text(i: number): string {
    return this.bytes.toString('utf8', this.starts[i], this.starts[i + 1])
  }

  private grow(least: number): void {
    const grown = Buffer.alloc(Math.max(least, this.bytes.length * 2))
    this.bytes.copy(grown)
    this.bytes = grown
  }
}
