import { setTimeout as sleep } from 'node:timers/promises'
import type { JsonValue } from '../core/json.ts'
import { fetchBytes, type FetchedBytes } from '../fetch/fetch-bytes.ts'
import { FetchError } from '../fetch/fetch-error.ts'
import type { FetchPolicy } from '../fetch/fetch-policy.ts'
import { HarvestError } from './harvest-error.ts'
import { createRobots } from './robots.ts'

export interface PoliteClientOptions {
  readonly policy: FetchPolicy
  readonly requestsPerSecond: number
  readonly signal: AbortSignal
  /** Sent with each request; when it is redirected to another server, without an Authorization. */
  readonly headers?: Readonly<Record<string, string>>
  /** What `validators` gave after the last whole reading; undefined: everything is read again. */
  readonly validators?: string | undefined
  /** Milliseconds before the second attempt; doubled before each further one. */
  readonly patience: number
}

export interface GetOptions {
  readonly accept?: string
  /** Asks robots.txt: for addresses that were found by following links. */
  readonly isCrawl?: boolean
}

/** Fetches from one source: not too fast, again when it was busy, and without what has not changed. */
export interface PoliteClient {
  /** @throws FetchError, HarvestError */
  readonly get: (address: string, options?: GetOptions) => Promise<FetchedBytes>
  /** The same; undefined when it is as it was at the last whole reading. */
  readonly getChanged: (address: string, options?: GetOptions) => Promise<FetchedBytes | undefined>
  /** @throws HarvestError for what is no JSON */
  readonly getJson: (address: string, parse?: ParseJson) => Promise<JsonValue>
  /** What tells next time whether something has changed: JSON. */
  readonly validators: () => string | undefined
  /** What was fetched does not tell whether the whole has changed. */
  readonly forgetValidators: () => void
}

/** Reads JSON. @throws SyntaxError */
export type ParseJson = (text: string) => JsonValue

const parseJson: ParseJson = (text) => JSON.parse(text) as JsonValue

interface Validator {
  readonly etag?: string | undefined
  readonly modified?: string | undefined
}

const ATTEMPTS = 4

const parsed = (text: string | undefined): Readonly<Record<string, Validator>> =>
  text === undefined ? {} : (JSON.parse(text) as Readonly<Record<string, Validator>>)

/** @throws HarvestError for what is no JSON */
export function jsonOf({ bytes, url }: Pick<FetchedBytes, 'bytes' | 'url'>, parse = parseJson): JsonValue {
  const text = bytes.toString('utf8').replace(/^\ufeff/, '')
  try {
    return parse(text)
  } catch {
    const start = text.slice(0, 60).replace(/\s+/g, ' ').trim()
    throw new HarvestError(
      `${url} answered with no whole JSON; it begins: ${start === '' ? '(empty)' : start}`,
    )
  }
}

/** A client for one run over one source. */
export function politeClient(options: PoliteClientOptions): PoliteClient {
  const { policy, signal, requestsPerSecond, headers = {}, patience } = options
  const before = parsed(options.validators)
  const after = new Map<string, Validator>()
  const robots = createRobots((address) => fetchBytes(address, { ...policy, maxSize: 500_000 }, { signal }))
  let pause = 1000 / requestsPerSecond
  let next = 0

  const turn = async (): Promise<void> => {
    const now = performance.now()
    const wait = next - now
    next = Math.max(now, next) + pause
    if (wait > 0) await sleep(wait, undefined, { signal })
  }

  const attempt = async (address: string, sent: Readonly<Record<string, string>>): Promise<FetchedBytes> => {
    for (let count = 1; ; count++) {
      await turn()
      try {
        return await fetchBytes(address, policy, { headers: { ...headers, ...sent }, signal })
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof FetchError) || !error.isTemporary || count === ATTEMPTS) throw error
        await sleep(patience * 2 ** (count - 1), undefined, { signal })
      }
    }
  }

  const get = async (
    address: string,
    { accept, isCrawl = false }: GetOptions,
    conditions: Readonly<Record<string, string>>,
  ): Promise<FetchedBytes> => {
    if (isCrawl) {
      const rule = await robots(address)
      if (!rule.isAllowed) throw new HarvestError(`The robots.txt of the source forbids to fetch ${address}`)
      pause = Math.max(pause, rule.delay * 1000)
    }
    return attempt(address, { ...(accept === undefined ? {} : { Accept: accept }), ...conditions })
  }

  return {
    get: (address, asked = {}) => get(address, asked, {}),
    getChanged: async (address, asked = {}) => {
      const { etag, modified } = before[address] ?? {}
      const conditions = {
        ...(etag === undefined ? {} : { 'If-None-Match': etag }),
        ...(modified === undefined ? {} : { 'If-Modified-Since': modified }),
      }
      try {
        const answer = await get(address, asked, conditions)
        after.set(address, { etag: answer.headers.etag, modified: answer.headers['last-modified'] })
        return answer
      } catch (error) {
        if (!(error instanceof FetchError) || error.status !== 304) throw error
        after.set(address, before[address] ?? {})
        return undefined
      }
    },
    getJson: async (address, parse) => {
      for (let count = 1; ; count++) {
        const answer = await get(address, { accept: 'application/json' }, {})
        try {
          return jsonOf(answer, parse)
        } catch (error) {
          // A busy server may have cut its answer short.
          if (count === 2) throw error
        }
      }
    },
    validators: () => (after.size === 0 ? undefined : JSON.stringify(Object.fromEntries(after))),
    forgetValidators: () => {
      after.clear()
    },
  }
}
