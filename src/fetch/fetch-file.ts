import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FetchError } from './fetch-error.ts'
import type { FetchPolicy } from './fetch-policy.ts'
import { openUrl } from './open-url.ts'
import { unpackedBody } from './unpacked-body.ts'

export interface FetchedFile {
  /** Hexadecimal SHA-256 of the bytes. */
  readonly hash: string
  readonly size: number
  readonly contentType: string
  /** After redirects. */
  readonly url: string
}

export interface FetchFileOptions {
  readonly signal?: AbortSignal
  /** Called with the bytes so far and those that the server promised. */
  readonly onProgress?: (bytes: number, total: number | undefined) => void
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Fetches a URL into a file, in constant memory; size and time are counted on the stream, whatever its headers promise.
 *
 * @throws FetchError; the file is gone then
 */
export async function fetchFile(
  address: string,
  path: string,
  policy: FetchPolicy,
  { signal, onProgress, headers = {} }: FetchFileOptions = {},
): Promise<FetchedFile> {
  const timeout = AbortSignal.timeout(policy.timeout * 1000)
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout
  const hash = createHash('sha256')
  let size = 0
  try {
    const { response, url } = await openUrl(address, policy, { signal: ended, headers })
    const promised = Number(response.headers['content-length'] ?? Number.NaN)
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        size += chunk.length
        hash.update(chunk)
        onProgress?.(size, Number.isNaN(promised) ? undefined : promised)
        if (size <= policy.maxSize) done(null, chunk)
        else done(new FetchError(`The file is larger than ${Math.round(policy.maxSize / 1_000_000)} MB.`))
      },
    })
    const body = unpackedBody(response)
    response.on('error', (error) => counted.destroy(error))
    await pipeline(body, counted, createWriteStream(path), { signal: ended })
    return { hash: hash.digest('hex'), size, contentType: response.headers['content-type'] ?? '', url }
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof FetchError) throw error
    if (timeout.aborted) throw new FetchError(`Fetching took longer than ${policy.timeout} seconds.`, true)
    throw new FetchError('The connection broke off while the file was fetched.', true)
  }
}
