import { lookup as resolveName, type LookupAddress } from 'node:dns'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { FetchError } from './fetch-error.ts'
import type { FetchPolicy } from './fetch-policy.ts'
import { isAllowedAddress } from './private-addresses.ts'

const MOST_REDIRECTS = 5
/** Seconds without a byte. */
const IDLE = 30
/** Ports where files are published; other ports lead to other services. */
const PORTS = new Set(['', '80', '443', '8080', '8443'])
const TEMPORARY = new Set([408, 425, 429, 500, 502, 503, 504, 507, 522, 524])

const refusedAddress = (host: string): FetchError =>
  new FetchError(
    `${host} lies in a private network, and nothing is fetched from there. The operator can allow it with ckanister.fetch.allowed_networks.`,
  )

/**
 * A name is resolved once, here, and the connection goes to the address that was checked: a name server that answers
 * differently the next time changes nothing.
 */
const checkedLookup =
  ({ allowed }: FetchPolicy): LookupFunction =>
  (hostname, options, done) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) {
        done(error, '', 4)
        return
      }
      const safe = addresses.filter(({ address }) => isAllowedAddress(address, allowed))
      const [first] = safe
      if (!first) done(refusedAddress(hostname), '', 4)
      else if (options.all) done(null, safe)
      else done(null, first.address, first.family)
    })
  }

function checkAddress(url: URL, policy: FetchPolicy): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new FetchError('Only links that begin with http: or https: can be fetched.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isListed = isIP(host) !== 0 && policy.allowed.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
  if (!PORTS.has(url.port) && !isListed)
    throw new FetchError(`Port ${url.port} is none where files are published: use 80, 443, 8080 or 8443.`)
  if (isIP(host) !== 0 && !isAllowedAddress(host, policy.allowed)) throw refusedAddress(host)
}

/** Words for what Node's errors mean. */
function readable(error: unknown, host: string): FetchError {
  if (error instanceof FetchError) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOTFOUND') return new FetchError(`There is no server named ${host}.`)
  if (code === 'EAI_AGAIN') return new FetchError(`The name ${host} could not be resolved.`, true)
  if (code === 'ECONNREFUSED') return new FetchError(`${host} refuses connections.`, true)
  if (code?.startsWith('CERT_') === true || /certificate|self-signed/i.test(String(error)))
    return new FetchError(`The certificate of ${host} is not valid.`)
  return new FetchError(`${host} could not be reached.`, true)
}

interface Asked {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** A body to POST. */
  readonly body?: string | undefined
}

function ask(url: URL, policy: FetchPolicy, { headers, signal, body }: Asked): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        method: body === undefined ? 'GET' : 'POST',
        lookup: checkedLookup(policy),
        headers,
        signal,
        agent: false,
        timeout: IDLE * 1000,
      },
      resolve,
    )
    request.on('timeout', () => {
      request.destroy(new FetchError(`${url.hostname} did not answer within ${IDLE} seconds.`, true))
    })
    request.on('error', (error) => {
      reject(signal.aborted ? new FetchError('Fetching took too long.', true) : readable(error, url.hostname))
    })
    request.end(body)
  })
}

export interface OpenedUrl {
  readonly response: IncomingMessage
  /** After redirects. */
  readonly url: string
}

/**
 * GETs a URL (or POSTs a body to it, which follows no redirect) as the outside world sees it: no private networks, no other ports, each redirect checked as the first
 * address; no cookies are sent, and an Authorization among the headers goes to the first server only. The answer's body is for the caller to limit (see fetch-file.ts).
 *
 * @throws FetchError
 */
export async function openUrl(
  address: string,
  policy: FetchPolicy,
  {
    headers = {},
    signal,
    body,
  }: {
    readonly headers?: Readonly<Record<string, string>>
    readonly signal: AbortSignal
    readonly body?: string
  },
): Promise<OpenedUrl> {
  if (!URL.canParse(address)) throw new FetchError('The link is no web address.')
  let url = new URL(address)
  const { origin } = url
  const { Authorization: _secret, ...open } = headers
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    url.username = ''
    url.password = ''
    url.hash = ''
    checkAddress(url, policy)
    const sent = {
      'User-Agent': 'ckanister',
      'Accept-Encoding': 'gzip, deflate, br',
      Accept: '*/*',
      ...(url.origin === origin ? headers : open),
    }
    const response = await ask(url, policy, { headers: sent, signal, body })
    const { statusCode: status = 0, headers: got } = response
    if (status >= 200 && status < 300) return { response, url: url.href }
    response.destroy()
    if (status < 300 || status >= 400 || got.location === undefined)
      throw new FetchError(`${url.hostname} answered with status ${status}.`, TEMPORARY.has(status), status)
    if (body !== undefined)
      throw new FetchError(`${url.hostname} redirects to ${got.location}: give that address.`, false, status)
    if (!URL.canParse(got.location, url.href))
      throw new FetchError(`${url.hostname} redirects to no web address.`)
    url = new URL(got.location, url.href)
  }
  throw new FetchError(`The link redirects more than ${MOST_REDIRECTS} times.`)
}
