import type { IncomingHttpHeaders } from 'node:http'
import { FetchError } from './fetch-error.ts'
import type { FetchPolicy } from './fetch-policy.ts'
import { openUrl } from './open-url.ts'
import { unpackedBody } from './unpacked-body.ts'

export interface FetchedBytes {
  readonly bytes: Buffer
  readonly headers: IncomingHttpHeaders
  /** After redirects. */
  readonly url: string
}

/**
 * Fetches a URL into memory; size and time are counted on the stream, whatever its headers promise.
 *
 * @throws FetchError
 */
export async function fetchBytes(
  address: string,
  policy: FetchPolicy,
  {
    headers = {},
    signal,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<FetchedBytes> {
  const timeout = AbortSignal.timeout(policy.timeout * 1000)
  const ended = signal ? AbortSignal.any([signal, timeout]) : timeout
  const tooSlow = (): FetchError =>
    new FetchError(`Fetching took longer than ${policy.timeout} seconds.`, true)
  try {
    const { response, url } = await openUrl(address, policy, { headers, signal: ended })
    const body = unpackedBody(response)
    response.on('error', (error) => body.destroy(error))
    ended.addEventListener('abort', () => response.destroy(tooSlow()), { once: true })
    const parts: Buffer[] = []
    let size = 0
    try {
      for await (const part of body as AsyncIterable<Buffer>) {
        size += part.length
        if (size > policy.maxSize)
          throw new FetchError(`The answer is larger than ${Math.round(policy.maxSize / 1_000_000)} MB.`)
        parts.push(part)
      }
    } finally {
      response.destroy()
    }
    return { bytes: Buffer.concat(parts), headers: response.headers, url }
  } catch (error) {
    if (error instanceof FetchError) throw timeout.aborted ? tooSlow() : error
    if (timeout.aborted) throw tooSlow()
    throw new FetchError('The connection broke off while the answer was fetched.', true)
  }
}
