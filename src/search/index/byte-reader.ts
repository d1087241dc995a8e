/** Reads what ByteWriter wrote. */
export class ByteReader {
  at: number
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  byte(): number {
    return this.bytes[this.at++] ?? 0
  }

  varint(): number {
    let byte = this.bytes[this.at++] ?? 0
    if (byte < 128) return byte
    let value = byte & 127
    let shift = 7
    do {
      byte = this.bytes[this.at++] ?? 0
      value = shift < 28 ? value | ((byte & 127) << shift) : value + (byte & 127) * 2 ** shift
      shift += 7
    } while (byte >= 128)
    return value
  }

  slice(length: number): Uint8Array {
    const part = this.bytes.subarray(this.at, this.at + length)
    this.at += length
    return part
  }
}
