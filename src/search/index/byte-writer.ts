import { BLOCK_BYTES } from './block-store.ts'

/** Takes a full block of a section. */
export type TakeBlock = (section: number, block: number, bytes: Uint8Array) => void

/** Writes one section of a segment, block by block. */
export class ByteWriter {
  /** Bytes written so far. */
  length = 0
  private readonly section: number
  private readonly take: TakeBlock
  private block = new Uint8Array(BLOCK_BYTES)
  private used = 0
  private number = 0

  constructor(section: number, take: TakeBlock) {
    this.section = section
    this.take = take
  }

  byte(value: number): void {
    if (this.used === BLOCK_BYTES) this.flush()
    this.block[this.used++] = value
    this.length++
  }

  /** A whole number of up to 53 bits, seven bits a byte. */
  varint(value: number): void {
    let rest = value
    while (rest > 0x7fffffff) {
      this.byte((rest % 128) | 0x80)
      rest = Math.floor(rest / 128)
    }
    while (rest > 127) {
      this.byte((rest & 127) | 0x80)
      rest >>>= 7
    }
    this.byte(rest)
  }

  bytes(values: Uint8Array): void {
    for (let done = 0; done < values.length;) {
      if (this.used === BLOCK_BYTES) this.flush()
      const part = values.subarray(done, done + BLOCK_BYTES - this.used)
      this.block.set(part, this.used)
      this.used += part.length
      this.length += part.length
      done += part.length
    }
  }

  /** Hands over what has not filled a block yet; nothing can be written afterwards. */
  end(): void {
    if (this.used > 0) this.flush()
  }

  private flush(): void {
    this.take(this.section, this.number++, this.block.subarray(0, this.used))
    this.block = new Uint8Array(BLOCK_BYTES)
    this.used = 0
  }
}
