import { allBits, orInto, setBits, type Bits } from './bits.ts'
import type { Counts } from './positions.ts'
import type { Postings } from './segment.ts'
import { POSTINGS } from './segment-layout.ts'

// Most of a search is spent in these loops, so they read their numbers themselves instead of asking a ByteReader.

function decodeGaps(bytes: Uint8Array, frequency: number): Uint32Array {
  const slots = new Uint32Array(frequency)
  let at = 1
  let slot = -1
  for (let i = 0; i < frequency; i++) {
    let gap = bytes[at++] ?? 0
    if (gap > 127) {
      gap &= 127
      for (let shift = 7, byte = 128; byte > 127; shift += 7) {
        byte = bytes[at++] ?? 0
        gap |= (byte & 127) << shift
      }
    }
    slot += gap + 1
    slots[i] = slot
  }
  return slots
}

function decodeBits(bytes: Uint8Array, frequency: number): Uint32Array {
  const slots = new Uint32Array(frequency)
  let at = 0
  for (let i = 1; i < bytes.length; i++) {
    let byte = bytes[i] ?? 0
    while (byte !== 0) {
      const low = byte & -byte
      slots[at++] = (i - 1) * 8 + 31 - Math.clz32(low)
      byte ^= low
    }
  }
  return slots
}

/** The documents of a term of a string field. */
export function decodeSlots(bytes: Uint8Array, frequency: number, size: number): Uint32Array {
  const kind = bytes[0]
  if (kind === POSTINGS.bits) return decodeBits(bytes, frequency)
  if (kind !== POSTINGS.all) return decodeGaps(bytes, frequency)
  const slots = new Uint32Array(size)
  for (let slot = 0; slot < size; slot++) slots[slot] = slot
  return slots
}

/** Reads slots and counts. @returns false when a count is too large for its array */
function readCounted(bytes: Uint8Array, slots: Uint32Array, counts: Counts): boolean {
  const most = counts instanceof Uint8Array ? 255 : Infinity
  let at = 0
  let slot = -1
  for (let i = 0; i < slots.length; i++) {
    let code = bytes[at++] ?? 0
    if (code > 127) {
      code &= 127
      for (let shift = 7, byte = 128; byte > 127; shift += 7) {
        byte = bytes[at++] ?? 0
        code |= (byte & 127) << shift
      }
    }
    slot += (code >>> 1) + 1
    slots[i] = slot
    if ((code & 1) === 1) {
      counts[i] = 1
      continue
    }
    let count = bytes[at++] ?? 0
    if (count > 127) {
      count &= 127
      for (let shift = 7, byte = 128; byte > 127; shift += 7) {
        byte = bytes[at++] ?? 0
        count |= (byte & 127) << shift
      }
    }
    if (count > most) return false
    counts[i] = count
  }
  return true
}

/** The documents of a term of an analysed field, and how often each has it. */
export function decodeCounted(bytes: Uint8Array, frequency: number): Postings & { readonly counts: Counts } {
  const slots = new Uint32Array(frequency)
  const small = new Uint8Array(frequency)
  if (readCounted(bytes, slots, small)) return { slots, counts: small }
  const counts = new Uint32Array(frequency)
  readCounted(bytes, slots, counts)
  return { slots, counts }
}

/** Adds the documents of a term of a string field to a set, without listing them. */
export function markSlots(bytes: Uint8Array, frequency: number, size: number, bits: Bits): void {
  if (bytes[0] === POSTINGS.all) {
    orInto(bits, allBits(size))
    return
  }
  if (bytes[0] === POSTINGS.bits) {
    const target = new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength)
    for (let i = 1; i < bytes.length; i++) target[i - 1] = (target[i - 1] ?? 0) | (bytes[i] ?? 0)
    return
  }
  setBits(bits, decodeGaps(bytes, frequency))
}
