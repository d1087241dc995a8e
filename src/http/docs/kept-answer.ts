import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const zip = promisify(gzip)

interface Kept {
  readonly etag: string
  readonly plain: Buffer
  readonly zipped: Buffer
}

/** Answers GET and HEAD. */
export type KeptAnswer = (req: IncomingMessage, res: ServerResponse) => Promise<void>

const names = (header: string | undefined, wanted: string): boolean =>
  (header ?? '').split(',').some((item) => item.trim() === wanted || item.trim() === '*')

/**
 * Bytes that stay the same while the process lives: made when they are first asked for, kept with their compressed
 * form. A client that has them is told so by their ETag.
 *
 * @param more headers of the answer
 */
export function keptAnswer(
  type: string,
  make: () => Promise<Buffer>,
  more: Readonly<Record<string, string>> = {},
): KeptAnswer {
  let kept: Promise<Kept> | undefined
  const prepare = async (): Promise<Kept> => {
    const plain = await make()
    const digest = createHash('sha256').update(plain).digest('base64url').slice(0, 27)
    // Weak: the compressed form bears the same tag.
    return { etag: `W/"${digest}"`, plain, zipped: await zip(plain, { level: 9 }) }
  }
  return async (req, res) => {
    kept ??= prepare()
    const { etag, plain, zipped } = await kept.catch((error: unknown) => {
      kept = undefined
      throw error
    })
    res.setHeader('Cache-Control', 'public, max-age=0, must-revalidate')
    res.setHeader('ETag', etag)
    res.setHeader('Vary', 'Accept-Encoding')
    res.setHeader('X-Content-Type-Options', 'nosniff')
    for (const [name, value] of Object.entries(more)) res.setHeader(name, value)
    if (names(req.headers['if-none-match'], etag)) {
      res.writeHead(304).end()
      return
    }
    const takesGzip = /(?:^|[, ])gzip(?! *; *q=0(?:\.0*)?(?:,|$))/i.test(req.headers['accept-encoding'] ?? '')
    const bytes = takesGzip ? zipped : plain
    if (takesGzip) res.setHeader('Content-Encoding', 'gzip')
    res.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length })
    res.end(req.method === 'HEAD' ? undefined : bytes)
  }
}
