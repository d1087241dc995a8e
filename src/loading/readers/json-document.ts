import { itemBytes } from './item-bytes.ts'
import type { JsonItem } from './json-item.ts'
import { jsonScanner } from './json-scanner.ts'

/**
 * Walks JSON documents of any size: yields the items of the list of records in each (see jsonScanner), then what else
 * the document holds. A document that is broken ends the walk with an item that says so.
 */
export async function* jsonDocument(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonItem> {
  const scanner = jsonScanner()
  const item = itemBytes()
  const rest = itemBytes()
  let current = rest
  /** After a comma of the list: blanks there would keep whole chunks alive for nothing. */
  let isBetween = false
  let itemLine = 1

  for await (const chunk of chunks) {
    const ready: JsonItem[] = []
    let from = 0
    const cut = (to: number): void => {
      if (!isBetween) current.add(chunk.subarray(from, to))
      from = to
    }
    for (let i = 0; i < chunk.length; i++) {
      const event = scanner.step(chunk[i] ?? 0)
      if (event === undefined) continue
      if (event === 'unexpected') {
        yield* ready
        yield {
          line: scanner.line(),
          problem: 'unexpected text outside the JSON document; nothing was read from here on',
        }
        return
      }
      if (event === 'itemBegins') {
        cut(i)
        isBetween = false
        current = item
        itemLine = scanner.line()
        continue
      }
      if (current === item) {
        cut(i)
        ready.push(item.take(itemLine))
        current = rest
      }
      if (event === 'documentEnds') {
        isBetween = false
        cut(i + 1)
        const document = rest.take(scanner.documentLine())
        ready.push(document.bytes ? { ...document, isDocument: true } : document)
      } else if (chunk[i] === 0x2c) {
        cut(i)
        from = i + 1
        isBetween = true
      }
    }
    cut(chunk.length)
    yield* ready
  }
  if (scanner.isInside()) yield { line: scanner.line(), problem: 'the JSON document ends in the middle' }
}
