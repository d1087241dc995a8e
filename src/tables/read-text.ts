import { createReadStream } from 'node:fs'

const CHUNK = 1 << 18

/**
 * The text of a file in pieces; byte order marks at its start are taken off, NUL is left out, every line ends in `\n`.
 *
 * @param onRead is told of each piece's bytes
 * @param onNul is told that there was a NUL
 */
export async function* readText(
  path: string,
  encoding: string,
  onRead: (bytes: number) => void = () => undefined,
  onNul: () => void = () => undefined,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let heldReturn = ''
  let first = true
  const clean = (decoded: string): string => {
    let text = heldReturn + decoded
    heldReturn = ''
    if (first && text !== '') {
      text = text.replace(/^\uFEFF+/, '')
      first = false
    }
    if (text.includes('\0')) {
      text = text.replaceAll('\0', '')
      onNul()
    }
    // Two bytes of a line end among the double bytes of UTF-16; no letter has this number.
    if (text.includes('\u0a0d')) text = text.replaceAll('\u0a0d', '\n')
    if (!text.includes('\r')) return text
    if (text.endsWith('\r')) {
      heldReturn = '\r'
      text = text.slice(0, -1)
    }
    return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  }
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    onRead(chunk.length)
    const text = clean(decoder.decode(chunk, { stream: true }))
    if (text !== '') yield text
  }
  const rest = clean(decoder.decode())
  if (rest + heldReturn !== '') yield rest + (heldReturn && '\n')
}
