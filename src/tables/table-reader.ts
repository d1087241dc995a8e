import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TableReport } from './load-report.ts'
import type { TableColumn } from './plan-table.ts'
import type { ReaderMessage } from './reader-message.ts'
import { UnreadableTable } from './unreadable-table.ts'

export interface ReaderOptions {
  /** A folder in which a temporary folder may be made. */
  readonly folder: string
  /** Megabytes that reading may take. */
  readonly memory?: number
  /** Seconds that reading may take. */
  readonly seconds?: number
  readonly signal?: AbortSignal
  /** Types that columns get whatever they hold, by name: `text`, `numeric` or `timestamp`. */
  readonly overrides?: Readonly<Record<string, string>>
}

export interface OpenedTable {
  readonly columns: readonly TableColumn[]
  /** Rows that will follow, about. */
  readonly count: number
  /** Batches of rows as JSON in UTF-8, a list of lists of TypedCell; to be read once. @throws UnreadableTable */
  readonly rows: AsyncIterable<Uint8Array<ArrayBuffer>>
  /** After the last row. */
  readonly report: () => TableReport
}

/** The columns are other ones than was said before: what was made of the rows so far is void. */
class ColumnsChanged extends Error {
  override readonly name = 'ColumnsChanged'
}

type Reader = ChildProcessByStdio<null, Readable, Readable>

const MEMORY = 1536
const SECONDS = 3600
const LOOK_EVERY = 250
const PAGE = 4096
const MEGABYTE = 1024 * 1024

const CHILD = join(import.meta.dirname, `table-reader-child${extname(import.meta.filename)}`)

/** Bytes that a process holds; 0 where the system does not tell in this way. */
async function memoryOf(pid: number): Promise<number> {
  try {
    const [, resident] = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')
    return Number(resident) * PAGE
  } catch {
    return 0
  }
}

function start(
  file: string,
  folder: string,
  memory: number,
  overrides: ReaderOptions['overrides'] = {},
): Reader {
  // Nothing of the file may run programs, load native code or write elsewhere, and no secret is in the environment.
  return spawn(
    process.execPath,
    [
      ...[
        `--max-old-space-size=${memory}`,
        '--max-semi-space-size=32',
        '--disable-warning=ExperimentalWarning',
      ],
      ...['--permission', '--allow-fs-read=*', `--allow-fs-write=${folder}`],
      ...[CHILD, file, folder, JSON.stringify(overrides)],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: {} },
  )
}

const LINE_END = 10
const BRACKET = '['.charCodeAt(0)

/** Lines as bytes that belong to nobody else. */
async function* linesOf(stream: Readable): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let pieces: Buffer[] = []
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let from = 0
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      pieces.push(chunk.subarray(from, end))
      yield joined(pieces)
      pieces = []
      from = end + 1
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from))
  }
}

function joined(pieces: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Ends a process that takes too much, and knows why it ended it. */
function guard(
  reader: Reader,
  options: ReaderOptions,
): { readonly reason: () => string | undefined; readonly stop: () => void } {
  const memory = options.memory ?? MEMORY
  let reason: string | undefined
  const end = (why: string): void => {
    reason ??= why
    reader.kill('SIGKILL')
  }
  const timeout = setTimeout(
    () => {
      end(`Reading the file took longer than ${options.seconds ?? SECONDS} seconds.`)
    },
    (options.seconds ?? SECONDS) * 1000,
  )
  const look = setInterval(() => {
    if (reader.pid === undefined) return
    void memoryOf(reader.pid).then((bytes) => {
      if (bytes > memory * MEGABYTE)
        end(`Reading the file took more than ${memory} MB of memory. Publish it as CSV, or in smaller parts.`)
    })
  }, LOOK_EVERY)
  const abort = (): void => {
    end('The load was stopped.')
  }
  options.signal?.addEventListener('abort', abort)
  return {
    reason: () => reason,
    stop: () => {
      clearTimeout(timeout)
      clearInterval(look)
      options.signal?.removeEventListener('abort', abort)
      reader.kill('SIGKILL')
    },
  }
}

const OUT_OF_MEMORY = /heap out of memory|Array buffer allocation failed|Invalid string length/

/**
 * Opens the table in a file, in a process of its own: a file made to harm can stop that process at most.
 *
 * @param use what to do with the table; the process ends with it. When the end of a long file tells more of its columns than
 *   the beginning, its rows break off with an error that `use` lets through, and it is called again
 * @throws UnreadableTable when the file holds no table that can be loaded, with the reason
 */
export async function readTableFile<T>(
  file: string,
  options: ReaderOptions,
  use: (table: OpenedTable) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(options.folder, 'read-'))
  const memory = options.memory ?? MEMORY
  const reader = start(file, folder, memory, options.overrides)
  const guarded = guard(reader, options)
  let errors = ''
  reader.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)))
  const lines = linesOf(reader.stdout)
  let report: TableReport | undefined
  let again: Extract<ReaderMessage, { readonly columns: unknown }> | undefined
  /** A message, or a batch of rows, which is passed on as it came. */
  const next = async (): Promise<ReaderMessage | Uint8Array<ArrayBuffer>> => {
    const line = await lines.next()
    if (line.done !== true) {
      if (line.value[0] === BRACKET) return line.value
      return JSON.parse(Buffer.from(line.value.buffer).toString('utf8')) as ReaderMessage
    }
    const why = guarded.reason()
    if (why !== undefined) throw new UnreadableTable(why)
    if (OUT_OF_MEMORY.test(errors))
      throw new UnreadableTable(
        `Reading the file took more than ${memory} MB of memory. Publish it as CSV, or in smaller parts.`,
      )
    throw new Error(`the reading process ended: ${errors || 'without a word'}`)
  }
  const refuse = (message: ReaderMessage): never => {
    if ('unreadable' in message) throw new UnreadableTable(message.unreadable)
    if ('fault' in message && OUT_OF_MEMORY.test(message.fault))
      throw new UnreadableTable('The file is too large to be read as a whole. Publish it as CSV.')
    throw new Error('fault' in message ? message.fault : 'the reading process spoke out of turn')
  }
  async function* rows(): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for (;;) {
      const message = await next()
      if (message instanceof Uint8Array) yield message
      else if ('report' in message) {
        report = message.report
        return
      } else if ('columns' in message) {
        again = message
        throw new ColumnsChanged()
      } else refuse(message)
    }
  }
  try {
    const first = await next()
    if (first instanceof Uint8Array) throw new Error('the reading process spoke out of turn')
    if (!('columns' in first)) return refuse(first)
    for (let { columns, count } = first; ;) {
      try {
        return await use({
          columns,
          count,
          rows: rows(),
          report: () => {
            if (!report) throw new Error('the table is not read to its end')
            return report
          },
        })
      } catch (error) {
        if (!(error instanceof ColumnsChanged) || !again) throw error
        ;({ columns, count } = again)
        again = undefined
      }
    }
  } finally {
    guarded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
