import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { StoredFile } from '../files/find-upload.ts'
import type { FileStore } from '../files/file-store.ts'
import { readRange } from './byte-range.ts'
import { contentDisposition } from './content-disposition.ts'
import { PageError } from './page-error.ts'

/** What browsers may show by themselves: types that can't run a script. All else is offered for saving. */
const INLINE =
  /^(?:text\/(?:plain|csv|tab-separated-values|markdown|calendar)|application\/(?:json|geo\+json|ld\+json)|image\/(?:png|jpeg|gif|webp|bmp|tiff)|audio\/[\w.+-]+|video\/[\w.+-]+)$/
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: *; *[\w-]+=[\w.-]+)*$/

export interface FileHead {
  /** The media type on record; anyone may have written it. */
  readonly mimetype: string | null
  /** The name that the client is told. */
  readonly filename: string
  readonly isPersonal: boolean
}

function wantsNothingNew(req: IncomingMessage, etag: string): boolean {
  const tags = req.headers['if-none-match']
  if (tags === undefined) return false
  return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}

/**
 * Sends a stored file: Range, ETag and If-None-Match work. Users made these bytes: a browser neither guesses their type
 * nor runs anything in them.
 *
 * @throws NotFound when the file is gone; PageError when it ends before the range begins
 */
export async function sendFile(
  req: IncomingMessage,
  res: ServerResponse,
  files: FileStore,
  file: StoredFile,
  head: FileHead,
): Promise<void> {
  const type = MEDIA_TYPE.test(head.mimetype ?? '') ? (head.mimetype ?? '') : 'application/octet-stream'
  const isInline = INLINE.test((type.split(';')[0] ?? '').trim().toLowerCase())
  // What lies under a key never changes.
  const etag = `"${file.key.replace(/[^\w.-]/g, '-')}"`
  const isKnown = wantsNothingNew(req, etag)
  const ifRange = req.headers['if-range']
  const range = ifRange === undefined || ifRange === etag ? readRange(req.headers.range, file.size) : 'all'
  if (range === 'none' && !isKnown) {
    res.setHeader('Content-Range', `bytes */${file.size}`)
    throw new PageError(416)
  }
  res.setHeader('Content-Type', type)
  res.setHeader('Content-Disposition', contentDisposition(isInline ? 'inline' : 'attachment', head.filename))
  res.setHeader('Content-Security-Policy', "sandbox; default-src 'none'")
  res.setHeader('X-Content-Type-Options', 'nosniff')
  res.setHeader('Cache-Control', head.isPersonal ? 'private, no-cache' : 'public, no-cache')
  res.setHeader('Vary', 'Authorization, Cookie')
  res.setHeader('ETag', etag)
  res.setHeader('Accept-Ranges', 'bytes')
  if (isKnown || range === 'none') {
    res.writeHead(304).end()
    return
  }
  const isPart = range !== 'all'
  if (isPart) res.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`)
  res.setHeader('Content-Length', isPart ? range.end - range.start + 1 : file.size)
  res.statusCode = isPart ? 206 : 200
  if (req.method === 'HEAD') {
    res.end()
    return
  }
  const bytes = await files.open(file.key, isPart ? range : undefined)
  await pipeline(bytes, res).catch((error: unknown) => {
    // A client that has seen enough is no fault of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  })
}
