import { parentPort, workerData } from 'node:worker_threads'
import Sqlite from 'better-sqlite3'
import { giveWay } from '../../core/give-way.ts'
import type { Language } from '../analysis/languages.ts'
import { createSegmentBuilder, type SegmentJob } from './build-segment.ts'
import type { SegmentHeader } from './segment-layout.ts'

/** What the thread is started with. */
export interface SegmentThreadData {
  readonly file: string
  readonly language: Language | undefined
}

/** A piece of a new segment. */
export interface SegmentBlock {
  readonly section: number
  readonly block: number
  readonly bytes: Uint8Array<ArrayBuffer>
}

export type FromSegmentThread =
  | { readonly kind: 'blocks'; readonly blocks: readonly SegmentBlock[] }
  | { readonly kind: 'done'; readonly header: SegmentHeader }
  | { readonly kind: 'failed'; readonly reason: string }

/** `saved`: the portion of blocks that was sent first is in the database. */
export type ToSegmentThread = { readonly kind: 'saved' } | SegmentJob

/** Bytes that are sent at once, which are written in one transaction: few, as others wait for it. */
const PORTION = 500_000
/** Portions sent and not yet saved. */
const MOST_UNSAVED = 4

// Those who search come first. Elsewhere the whole process would give way.
if (process.platform === 'linux') giveWay()

const { file, language } = workerData as SegmentThreadData
const db = new Sqlite(file, { readonly: true })
db.pragma('busy_timeout = 10000')
const build = createSegmentBuilder(db, language)
let unsaved = 0
let goOn: (() => void) | undefined

const send = (message: FromSegmentThread, bytes: readonly SegmentBlock[] = []): void => {
  parentPort?.postMessage(
    message,
    bytes.map((block) => block.bytes.buffer),
  )
}

const room = (): Promise<void> =>
  new Promise((resolve) => {
    goOn = resolve
  })

async function run(job: SegmentJob): Promise<void> {
  let blocks: SegmentBlock[] = []
  let size = 0
  const flush = async (): Promise<void> => {
    const portion = blocks
    blocks = []
    size = 0
    unsaved++
    send({ kind: 'blocks', blocks: portion }, portion)
    if (unsaved >= MOST_UNSAVED) await room()
  }
  const work = build(job, (section, block, content) => {
    const bytes = new Uint8Array(content)
    blocks.push({ section, block, bytes })
    size += bytes.length
  })
  for (;;) {
    const { done, value } = work.next()
    if (size >= PORTION || done) await flush()
    if (!done) continue
    send({ kind: 'done', header: value })
    return
  }
}

parentPort?.on('message', (message: ToSegmentThread) => {
  if (message.kind === 'saved') {
    unsaved--
    goOn?.()
    return
  }
  unsaved = 0
  run(message).catch((error: unknown) => {
    send({ kind: 'failed', reason: String(error) })
  })
})
