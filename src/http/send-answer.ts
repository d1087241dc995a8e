import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Config } from '../config/config.ts'
import { chooseEncoding } from './choose-encoding.ts'

export const JSON_TYPE = 'application/json;charset=utf-8'
export const SCRIPT_TYPE = 'application/javascript;charset=utf-8'
export const PAGE_TYPE = 'text/html; charset=utf-8'

/** Smaller answers gain nothing. */
const WORTH_COMPRESSING = 1024
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

async function compress(body: string | Buffer, encoding: 'br' | 'gzip'): Promise<Buffer> {
  if (encoding === 'gzip') return zip(body, { level: 1 })
  return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })
}

/** Compresses once what is sent often. */
async function compressed(
  body: string | Buffer,
  encoding: 'br' | 'gzip',
  kept?: Map<string, Buffer>,
): Promise<Buffer> {
  const known = kept?.get(encoding)
  if (known) return known
  const bytes = await compress(body, encoding)
  kept?.set(encoding, bytes)
  return bytes
}

export interface AnswerHead {
  readonly status: number
  readonly type: string
  /** Whether the answer may depend on who asks: then nobody may keep it for others. */
  readonly isPersonal: boolean
  readonly config: Config
  /** Where the body's compressed forms are kept, when it is one that is sent again. */
  readonly compressed?: Map<string, Buffer> | undefined
}

/** Sends a text with the headers of every answer; compressed where the client takes it. HEAD gets the headers alone. */
export async function sendAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  head: AnswerHead,
  body: string | Buffer,
): Promise<void> {
  const cacheControl = head.isPersonal
    ? 'private, no-store'
    : `public, max-age=${head.config['ckan.cache_expires']}, must-revalidate`
  const headers: Record<string, string | number> = {
    'Content-Type': head.type,
    'Cache-Control': cacheControl,
    Vary: 'Authorization, Cookie, Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
  }
  const accepted = body.length > WORTH_COMPRESSING ? req.headers['accept-encoding'] : undefined
  const encoding = accepted === undefined ? undefined : chooseEncoding(accepted)
  const bytes = encoding === undefined ? body : await compressed(body, encoding, head.compressed)
  if (encoding !== undefined) headers['Content-Encoding'] = encoding
  const size = Buffer.byteLength(bytes)
  headers['Content-Length'] = size
  res.writeHead(head.status, headers)
  if (req.method === 'HEAD') res.end()
  // ASCII, as JSON always is here, needs no encoding.
  else if (size === bytes.length) res.end(bytes, 'latin1')
  else res.end(bytes)
}
