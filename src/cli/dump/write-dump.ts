import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

/** Lines in one write: fewer and larger writes are faster. */
const LINES = 64

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece: string[] = []
  for await (const line of lines) {
    piece.push(line)
    if (piece.length < LINES) continue
    yield piece.join('')
    piece = []
  }
  if (piece.length > 0) yield piece.join('')
}

/** Writes lines to a stream that stays open, as fast as it takes them. */
export async function writeToStream(lines: AsyncIterable<string>, stream: Writable): Promise<void> {
  await pipeline(Readable.from(inPieces(lines), { objectMode: false }), stream, { end: false })
}

/**
 * Writes lines to a file, packed when its name ends in `.gz`. The file is there whole or, when something fails, as it was.
 *
 * @throws what the file system answers (no such folder, no space left)
 */
export async function writeToFile(lines: AsyncIterable<string>, file: string): Promise<void> {
  const unfinished = `${file}.${randomUUID().slice(0, 8)}.part`
  const source = Readable.from(inPieces(lines), { objectMode: false })
  const target = createWriteStream(unfinished, { flags: 'wx', flush: true })
  try {
    if (file.endsWith('.gz')) await pipeline(source, createGzip(), target)
    else await pipeline(source, target)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}
