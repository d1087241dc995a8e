import { setTimeout as sleep } from 'node:timers/promises'

export interface RawLine {
  /** The first is 1. */
  readonly line: number
  /** undefined: longer than the site takes. */
  readonly bytes: Buffer | undefined
}

export interface LineReader {
  /**
   * The next lines that are not blank, none at the end: up to `most`, up to line `last`, fewer where they are long.
   * Where nothing comes for a moment, those that are there.
   */
  readonly next: (most: number, last?: number) => Promise<readonly RawLine[]>
}

const NEWLINE = 0x0a
/** Bytes of lines that are taken at once. */
const ENOUGH_BYTES = 8 * 1024 * 1024
/** So long the reader waits for more lines, milliseconds: a client may want an answer before it goes on. */
const PATIENCE = 50

const isBlank = (bytes: Buffer): boolean =>
  bytes.length < 64 && bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)

/** Cuts chunks into lines; each yielded list is what one chunk completed. */
async function* cut(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<readonly RawLine[]> {
  let parts: Buffer[] = []
  let size = 0
  let line = 1
  const add = (part: Buffer): void => {
    size += part.length
    // What is too long is only counted.
    if (size > limit) parts = []
    else if (part.length > 0) parts.push(part)
  }
  const take = (): readonly RawLine[] => {
    const bytes = size > limit ? undefined : parts.length === 1 ? parts[0] : Buffer.concat(parts, size)
    const taken = bytes && isBlank(bytes) ? [] : [{ line, bytes }]
    parts = []
    size = 0
    line += 1
    return taken
  }
  for await (const chunk of chunks) {
    const lines: RawLine[] = []
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end))
      lines.push(...take())
      start = end + 1
    }
    add(chunk.subarray(start))
    if (lines.length > 0) yield lines
  }
  yield take()
}

/**
 * Reads lines from chunks as they are asked for. Lines end at \n and nowhere else.
 *
 * @param limit bytes of a line at the most
 */
export function lineReader(chunks: AsyncIterable<Buffer>, limit: number): LineReader {
  const source = cut(chunks, limit)
  let waiting: readonly RawLine[] = []
  let at = 0
  let coming: Promise<IteratorResult<readonly RawLine[], undefined>> | undefined
  let isAtEnd = false

  /** Has the next lines ready; false: there are none, or not yet. */
  const fill = async (mayWait: boolean): Promise<boolean> => {
    while (at >= waiting.length) {
      if (isAtEnd) return false
      coming ??= source.next() as Promise<IteratorResult<readonly RawLine[], undefined>>
      // Seen by whoever awaits it next; until then no failure is left unhandled.
      coming.catch(() => undefined)
      const timer = new AbortController()
      const outcome = mayWait
        ? await coming
        : await Promise.race([coming, sleep(PATIENCE, undefined, { signal: timer.signal })]).finally(() => {
            timer.abort()
          })
      if (outcome === undefined) return false
      coming = undefined
      isAtEnd = outcome.done === true
      waiting = outcome.value ?? []
      at = 0
    }
    return true
  }

  return {
    next: async (most, last) => {
      const taken: RawLine[] = []
      let bytes = 0
      while (taken.length < most && (last !== undefined || bytes < ENOUGH_BYTES)) {
        if (!(await fill(taken.length === 0 || last !== undefined))) break
        const line = waiting[at]
        if (!line || (last !== undefined && line.line > last)) break
        at += 1
        taken.push(line)
        bytes += line.bytes?.length ?? 0
      }
      return taken
    },
  }
}
