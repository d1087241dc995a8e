import { itemBytes } from './item-bytes.ts'
import type { JsonItem } from './json-item.ts'

const NEWLINE = 0x0a
const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

/**
 * One item a line. Lines end at \n and nowhere else: U+2028 and its like are ordinary characters inside JSON strings.
 * A line that is too long is passed over and reported.
 */
export async function* jsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonItem> {
  const current = itemBytes()
  let line = 1
  const take = (): readonly JsonItem[] => {
    const item = current.take(line)
    return item.bytes && isBlank(item.bytes) ? [] : [item]
  }
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      current.add(chunk.subarray(start, end))
      yield* take()
      line += 1
      start = end + 1
    }
    current.add(chunk.subarray(start))
  }
  yield* take()
}
