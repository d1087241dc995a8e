import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { TypedCell } from './convert-cell.ts'
import type { TableReport } from './load-report.ts'
import type { TableColumn } from './read-table.ts'
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
  /** Rows that will follow. */
  readonly count: number
  /** To be read once; @throws UnreadableTable */
  readonly rows: AsyncIterable<readonly (readonly TypedCell[])[]>
  /** After the last row. */
  readonly report: () => TableReport
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

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  stream.setEncoding('utf8')
  let pieces: string[] = []
  for await (const chunk of stream as AsyncIterable<string>) {
    let from = 0
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', from)) {
      pieces.push(chunk.slice(from, end))
      yield pieces.join('')
      pieces = []
      from = end + 1
    }
    if (from < chunk.length) pieces.push(chunk.slice(from))
  }
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
 * @param use what to do with the table; the process ends with it
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
  const next = async (): Promise<ReaderMessage | readonly (readonly TypedCell[])[]> => {
    const line = await lines.next()
    if (line.done !== true) return JSON.parse(line.value) as ReaderMessage | readonly (readonly TypedCell[])[]
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
  async function* rows(): AsyncGenerator<readonly (readonly TypedCell[])[]> {
    for (;;) {
      const message = await next()
      if (Array.isArray(message)) yield message as readonly (readonly TypedCell[])[]
      else if ('report' in message) {
        report = message.report
        return
      } else refuse(message as ReaderMessage)
    }
  }
  try {
    const first = (await next()) as ReaderMessage
    if (!('columns' in first)) return refuse(first)
    return await use({
      columns: first.columns,
      count: first.count,
      rows: rows(),
      report: () => {
        if (!report) throw new Error('the table is not read to its end')
        return report
      },
    })
  } finally {
    guarded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
