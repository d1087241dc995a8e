import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { UnreadableSource } from './unreadable-source.ts'

/** The name under which standard input is given and reported. */
export const STANDARD_INPUT = '-'

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b
const isUtf16 = (bytes: Buffer): boolean =>
  bytes.readUInt16BE(0) === 0xfeff || bytes.readUInt16BE(0) === 0xfffe
const UTF8_MARK = Buffer.from('\ufeff')

/** Chunks of which the first has at least `size` bytes, unless there are no more. */
async function* withFirstChunk(chunks: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (first === undefined) {
      yield chunk
      continue
    }
    first = Buffer.concat([first, chunk])
    if (first.length < size) continue
    yield first
    first = undefined
  }
  if (first !== undefined && first.length > 0) yield first
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let atStart = true
  for await (const chunk of withFirstChunk(chunks, 3)) {
    if (atStart && chunk.length > 1 && isUtf16(chunk))
      throw new UnreadableSource('it is UTF-16 text; UTF-8 is needed')
    yield atStart && chunk.subarray(0, 3).equals(UTF8_MARK) ? chunk.subarray(3) : chunk
    atStart = false
  }
}

async function* uncompressed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const feed = async (): Promise<void> => {
    for await (const chunk of chunks) {
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve))
      if (gunzip.destroyed) return
    }
    gunzip.end()
  }
  feed().catch((error: unknown) => gunzip.destroy(error as Error))
  yield* gunzip as AsyncIterable<Buffer>
}

/**
 * The bytes of a file or of standard input (`-`), unpacked if they are gzip, without a byte order mark.
 *
 * @param onBytes told how many bytes were taken from the file as it lies (compressed), for a progress bar
 * @throws UnreadableSource for UTF-16, and for a file that is missing or damaged
 */
export async function* openSource(
  path: string,
  onBytes: (count: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const input =
    path === STANDARD_INPUT ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 })
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      onBytes(chunk.length)
      yield chunk
    }
  }
  const chunks = withFirstChunk(counted(), 2)
  try {
    const first = await chunks.next()
    if (first.done === true) return
    async function* all(): AsyncGenerator<Buffer> {
      yield first.value as Buffer
      yield* chunks
    }
    yield* withoutMark(isGzip(first.value) ? uncompressed(all()) : all())
  } catch (error) {
    if (error instanceof UnreadableSource) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new UnreadableSource('there is no such file', { cause: error })
    if (code?.startsWith('Z_') === true)
      throw new UnreadableSource(`its gzip data is damaged (${message})`, { cause: error })
    throw new UnreadableSource(`it cannot be read (${message})`, { cause: error })
  }
}
