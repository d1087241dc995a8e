import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { analyse } from 'chardet'
import { countOf } from './count-of.ts'
import { UnreadableTable } from './unreadable-table.ts'

export interface Encoding {
  /** A label that TextDecoder knows. */
  readonly label: string
  /** Why, as a sentence. */
  readonly reason: string
}

const SAMPLE = 512 * 1024
/** Invalid bytes that a file of UTF-8 may hold: some programs cut a text in the middle of a letter. */
const FEW_BROKEN = 0.001

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const UTF_32: readonly (readonly number[])[] = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
]

/** What chardet guesses, by the name of the superset that programs really write. */
const REALLY: Readonly<Record<string, string>> = {
  ASCII: 'windows-1252',
  'ISO-8859-1': 'windows-1252',
  'ISO-8859-9': 'windows-1254',
  'UTF-8': 'windows-1252',
  GB18030: 'gb18030',
}

/** Encodings whose letters are of several bytes, and those of other letters than Latin ones. */
const OF_MANY_BYTES = /^(?:shift_jis|euc-|big5|gb18030|iso-2022)/i
const OF_NO_LATIN = /^(?:windows-125[1356]|iso-8859-[5-8]|koi8)/i
const OF_OTHER_LETTERS = /^(?:windows-125[13567]|iso-8859-[5-8]|koi8)/i

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE), 0, SAMPLE, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** UTF-16 without a mark: every second byte of European text is zero. */
function withoutMark(start: Buffer): string | undefined {
  let even = 0
  let odd = 0
  for (let at = 0; at < start.length; at++) {
    if (start[at] !== 0) continue
    if (at % 2 === 0) even++
    else odd++
  }
  const many = start.length / 5
  if (odd > many && even < odd / 10) return 'utf-16le'
  if (even > many && odd < even / 10) return 'utf-16be'
  return undefined
}

interface Utf8Check {
  readonly broken: number
  readonly letters: number
  /** Bytes around the first letters that are not ASCII. */
  readonly sample: Buffer
}

/** The length of a letter that a piece of UTF-8 ends in the middle of. */
function cutLetter(piece: Buffer): number {
  for (let back = 1; back <= Math.min(3, piece.length); back++) {
    const byte = piece[piece.length - back] ?? 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    if (byte < 0x80) return 0
  }
  return 0
}

/** Reads the whole file: a letter that is not ASCII may come late. */
async function isWhollyUtf8(path: string): Promise<boolean> {
  let cut: Buffer = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const piece = cut.length === 0 ? chunk : Buffer.concat([cut, chunk])
    const whole = piece.length - cutLetter(piece)
    if (!isUtf8(piece.subarray(0, whole))) return false
    cut = Buffer.from(piece.subarray(whole))
  }
  return cut.length === 0
}

/** Counts what is broken, for a file that is not wholly UTF-8. */
async function checkUtf8(path: string): Promise<Utf8Check> {
  const samples: Buffer[] = []
  let sampled = 0
  let letters = 0
  let broken = 0
  let expected = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let interesting = -1
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (byte < 0x80) {
        if (expected > 0) broken++
        expected = 0
        continue
      }
      if (interesting < 0) interesting = at
      if (expected > 0 && byte < 0xc0) {
        expected--
        if (expected === 0) letters++
        continue
      }
      if (expected > 0 || byte < 0xc2 || byte > 0xf4) broken++
      expected = byte >= 0xf0 && byte <= 0xf4 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
      if (byte > 0xf4) expected = 0
    }
    if (interesting >= 0 && sampled < SAMPLE) {
      const part = chunk.subarray(Math.max(0, interesting - 200), interesting + SAMPLE - sampled)
      samples.push(Buffer.from(part))
      sampled += part.length
    }
  }
  return { broken, letters, sample: Buffer.concat(samples) }
}

/** Whether the bytes that are not ASCII mostly stand side by side; in Western text they stand alone. */
function standTogether(sample: Buffer): boolean {
  let high = 0
  let together = 0
  for (let at = 0; at < sample.length; at++) {
    if ((sample[at] ?? 0) < 0x80) continue
    high++
    if ((sample[at + 1] ?? 0) >= 0x80 || (at > 0 && (sample[at - 1] ?? 0) >= 0x80)) together++
  }
  return together * 2 > high
}

function decodes(sample: Buffer, label: string): boolean {
  try {
    // The sample may end within a letter.
    new TextDecoder(label, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Windows-1252 unless the guess is sure: in a table of numbers chardet has little to go on. */
function guessLabel(sample: Buffer): string {
  const guesses = analyse(sample).map(({ name, confidence }) => ({ name: REALLY[name] ?? name, confidence }))
  const [best] = guesses
  if (best && best.confidence >= 60 && decodes(sample, best.name)) return best.name.toLowerCase()
  if (!standTogether(sample)) return 'windows-1252'
  const fits = guesses.find(
    ({ name, confidence }) =>
      (OF_MANY_BYTES.test(name) ||
        (OF_OTHER_LETTERS.test(name) && confidence >= (OF_NO_LATIN.test(name) ? 10 : 25))) &&
      decodes(sample, name),
  )
  return (fits?.name ?? 'windows-1252').toLowerCase()
}

const BINARY = 'This is no text and no format that is read here: publish the table as CSV or XLSX.'

/** Signs that no text has: control characters but for tab, line ends, form feed, and the ends that old systems write. */
function isBinary(start: Buffer): boolean {
  const head = start.subarray(0, 4096)
  let odd = 0
  for (const byte of head)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 26 && byte !== 27)
      odd++
  return odd > head.length / 50 + 1
}

/**
 * How the text of a file is encoded, decided on the whole file.
 *
 * @throws UnreadableTable for what is no text
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const start = await readStart(path)
  if (UTF_32.some((mark) => mark.every((byte, at) => start[at] === byte)))
    throw new UnreadableTable('The text is UTF-32, which is not read here: publish it as UTF-8.')
  const marked = BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => start[at] === byte))
  if (marked) return { label: marked[0], reason: `A byte order mark says ${marked[0]}.` }
  const wide = withoutMark(start)
  if (wide !== undefined) return { label: wide, reason: `Every second byte is zero: read as ${wide}.` }
  if (isBinary(start)) throw new UnreadableTable(BINARY)
  if (await isWhollyUtf8(path)) return { label: 'utf-8', reason: 'The text is UTF-8.' }
  const { broken, letters, sample } = await checkUtf8(path)
  if (broken < letters * FEW_BROKEN)
    return {
      label: 'utf-8',
      reason: `The text is UTF-8 but for ${countOf(broken, 'broken letter')}, shown as \uFFFD.`,
    }
  const label = guessLabel(sample)
  return { label, reason: `The text is no UTF-8 and carries no mark: read as ${label}.` }
}
