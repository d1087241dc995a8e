import { open } from 'node:fs/promises'

/** How files of a kind begin: bytes as Latin-1 text, `.` for any. */
const MAGIC: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
  ['image/bmp', /^BM/],
  ['image/tiff', /^(?:II\*\0|MM\0\*)/],
  ['application/pdf', /^%PDF-/],
  ['application/zip', /^PK\x03\x04/],
  ['application/gzip', /^\x1f\x8b/],
  [
    'image/svg+xml',
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->)[^])*-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i,
  ],
  [
    'text/html',
    /^\s*(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype html|html|head|body|script|title|iframe|h1|div|p|a|table|style)[\s>]/i,
  ],
  ['text/xml', /^\s*<\?xml\s/],
]
const LOOKED_AT = 4096

/** The media type that the first bytes of a file say; `text/plain` for other text, else `application/octet-stream`. */
export async function detectMimetype(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0)
    const text = buffer.toString('latin1', 0, bytesRead)
    if (text === '') return 'application/x-empty'
    const known = MAGIC.find(([, pattern]) => pattern.test(text))
    if (known) return known[0]
    return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? 'application/octet-stream' : 'text/plain'
  } finally {
    await handle.close()
  }
}
