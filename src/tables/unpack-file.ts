import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { openPromise, type Entry } from 'yauzl'
import { UnreadableTable } from './unreadable-table.ts'

const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`

/** Stops a stream that gets longer than allowed, whatever its header promised. */
function atMost(limit: number): Transform {
  let size = 0
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length
      if (size > limit) done(new UnreadableTable(`The file unpacks to more than ${megabytes(limit)}.`))
      else done(null, chunk)
    },
  })
}

async function write(from: Readable, to: string, limit: number): Promise<void> {
  await pipeline(from, atMost(limit), createWriteStream(to))
}

/** Unpacks gzip into a folder. @throws UnreadableTable when it is broken or unpacks to more than `limit` bytes */
export async function unpackGzip(path: string, folder: string, limit: number): Promise<string> {
  const to = join(folder, randomUUID())
  try {
    await pipeline(createReadStream(path), createGunzip(), atMost(limit), createWriteStream(to))
  } catch (error) {
    if (error instanceof UnreadableTable) throw error
    throw new UnreadableTable(
      `The gzip file is broken: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
  return to
}

export interface ZipEntries {
  readonly names: readonly string[]
  /** Bytes that all entries say they unpack to. */
  readonly size: number
}

const MOST_ENTRIES = 20_000

/** What a zip file holds. @throws UnreadableTable when it is broken */
export async function listZip(path: string): Promise<ZipEntries> {
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: true })
    const names: string[] = []
    let size = 0
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName)
      size += entry.uncompressedSize
      if (names.length > MOST_ENTRIES) throw new UnreadableTable('The zip file holds too many files.')
    }
    return { names, size }
  } catch (error) {
    if (error instanceof UnreadableTable) throw error
    throw new UnreadableTable(
      `The zip file is broken: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
}

/** Unpacks one entry of a zip file into a folder. @throws UnreadableTable when it can't or is more than `limit` bytes */
export async function unpackEntry(
  path: string,
  name: string,
  folder: string,
  limit: number,
): Promise<string> {
  const to = join(folder, randomUUID())
  try {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: true })
    for await (const entry of zip.eachEntry()) {
      const { fileName } = entry satisfies Entry
      if (fileName !== name) continue
      await write(await zip.openReadStreamPromise(entry), to, limit)
      zip.close()
      return to
    }
  } catch (error) {
    if (error instanceof UnreadableTable) throw error
    throw new UnreadableTable(
      `“${name}” can't be unpacked: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
  throw new UnreadableTable(`The zip file holds no “${name}”.`)
}
