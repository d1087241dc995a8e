import { jsonDocument } from './json-document.ts'
import { type JsonItem, MAX_ITEM_BYTES } from './json-item.ts'
import { jsonLines } from './json-lines.ts'
import { jsonScanner } from './json-scanner.ts'
import { UnreadableSource } from './unreadable-source.ts'

const NEWLINE = 0x0a
const OPEN_OBJECT = 0x7b

/** A record a line, or JSON documents that hold lists of records or are one. */
export type Layout = 'lines' | 'document'

/** Whether the bytes are a complete JSON value by their brackets. */
function isComplete(bytes: Buffer): boolean {
  const scanner = jsonScanner()
  let wasInside = false
  for (const byte of bytes) {
    if (scanner.step(byte) === 'unexpected') return false
    wasInside ||= scanner.isInside()
  }
  return wasInside && !scanner.isInside()
}

function foreignText(head: string): string {
  if (/^<(!doctype )?html/i.test(head)) return 'it is an HTML page'
  if (head.startsWith('<')) return 'it is XML; loading takes JSON'
  return `it begins with “${head.split('\n', 1)[0]?.slice(0, 40) ?? ''}”, which is no JSON`
}

/** Decides by the first two lines; undefined: more must be seen. */
function layoutOf(head: Buffer, isAll: boolean): Layout | undefined {
  const text = head.toString('latin1').trimStart()
  const begin = head.length - text.length
  if (text.startsWith('[')) return 'document'
  const newline = head.indexOf(NEWLINE, begin)
  const next = newline === -1 ? '' : text.slice(newline - begin).trimStart()
  if (next === '' && !isAll && head.length < MAX_ITEM_BYTES) return undefined
  const isNextRecord = next !== '' && head[newline + 1] === OPEN_OBJECT
  if (!text.startsWith('{')) {
    if (isNextRecord) return 'lines'
    throw new UnreadableSource(text === '' ? 'it is empty' : foreignText(head.toString('utf8').trimStart()))
  }
  return isNextRecord || (next !== '' && isComplete(head.subarray(begin, newline))) ? 'lines' : 'document'
}

/**
 * The JSON values that a source holds, in constant memory, whether it has one a line or lists of them.
 *
 * @throws UnreadableSource when it is no JSON
 */
export async function* jsonItems(chunks: AsyncIterable<Buffer>): AsyncGenerator<JsonItem> {
  const source = chunks[Symbol.asyncIterator]()
  const seen: Buffer[] = []
  let layout: Layout | undefined
  for (;;) {
    const next = await source.next()
    if (next.done !== true) seen.push(next.value)
    layout = layoutOf(Buffer.concat(seen), next.done === true)
    if (layout !== undefined || next.done === true) break
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* seen
    yield* { [Symbol.asyncIterator]: () => source }
  }
  yield* layout === 'lines' ? jsonLines(all()) : jsonDocument(all())
}
