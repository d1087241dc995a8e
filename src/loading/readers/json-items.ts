import { jsonDocument } from './json-document.ts'
import { type JsonItem, MAX_ITEM_BYTES } from './json-item.ts'
import { jsonLines } from './json-lines.ts'
import { jsonScanner } from './json-scanner.ts'
import { UnreadableSource } from './unreadable-source.ts'

const NEWLINE = 0x0a

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

/** The first lines that are not blank; the last one may be cut. */
function firstLines(head: Buffer): readonly Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < head.length && lines.length < 3;) {
    const newline = head.indexOf(NEWLINE, start)
    const end = newline === -1 ? head.length : newline
    const line = head.subarray(start, end)
    if (line.toString('latin1').trim() !== '') lines.push(line)
    start = end + 1
  }
  return lines
}

/** How an answer of the API begins: often it is one long line. */
const ANSWER = /^\{\s*"(help|success|result|count|results)"\s*:/

/**
 * Decides by the first two lines. Lines of records are complete each, but the first may be broken; in a list that is
 * spread over lines, a comma or bracket follows.
 *
 * @returns undefined: more must be seen
 */
function layoutOf(head: Buffer, isAll: boolean): Layout | undefined {
  const [first, second, third] = firstLines(head)
  const begin = first?.toString('utf8').trimStart() ?? ''
  if (begin.startsWith('[') || ANSWER.test(begin)) return 'document'
  const isEnough = isAll || third !== undefined || head.length > MAX_ITEM_BYTES
  if (begin.startsWith('{') && second !== undefined && first && isComplete(first)) return 'lines'
  if (!isEnough) return undefined
  if (second !== undefined && isComplete(second)) return 'lines'
  if (begin.startsWith('{')) return 'document'
  throw new UnreadableSource(begin === '' ? 'it is empty' : foreignText(begin))
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
