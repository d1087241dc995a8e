import type { ByteRange } from '../files/file-store.ts'

/**
 * The part of a file that a `Range` header asks for (RFC 9110, 14.1.2): one range of bytes. `all` for no header, for
 * several ranges and for what can't be understood; `none` when the file has no such bytes.
 */
export function readRange(header: string | undefined, size: number): ByteRange | 'all' | 'none' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match) return 'all'
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return 'all'
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'none' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size) return 'none'
  return start > end ? 'all' : { start, end }
}
