import { randomInt } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { blockPlace } from './block-place.ts'
import type { SegmentJob } from './build-segment.ts'
import { chooseMerge } from './choose-merge.ts'
import type { IndexReader } from './index-reader.ts'
import type { SegmentThread } from './start-segment-thread.ts'

/** Runs some work in a write transaction on the writing connection. */
export type RunWrite = (work: () => void) => Promise<void>

/** Closes segments and merges them, beside everything else. */
export interface IndexKeeper {
  /** Does what is to be done; at once when nothing is. Another process may be at it: then nothing happens. */
  run(): Promise<void>
  /** The same, but waits only until what was written is closed; at once while segments are being merged. */
  close(): Promise<void>
  /** Lets another process begin at once: this one ends. */
  release(): void
}

/** Milliseconds after which another process may take over. */
const LEASE = 60_000
/** Rows of blocks that are deleted in one transaction. */
const BLOCKS_PER_DELETION = 64
/** Documents and removals that are deleted in one transaction. */
const ROWS_PER_DELETION = 400
/** Where much is written at once, so many documents become a segment, as multiples of the usual size. */
const LARGE = 4

/** Another process keeps the index in order by now. */
class TakenOver extends Error {}

/** The work of one step: documents or segments become a new segment. */
interface Step {
  readonly first: number
  readonly last: number
  readonly job: SegmentJob
  /** Numbers of the segments that it replaces. */
  readonly replaces: readonly number[]
}

/**
 * @param threads close segments beside each other; the first merges them, too
 * @param smallest documents of a segment of the lowest level
 */
export function createIndexKeeper(
  db: Database,
  reader: IndexReader,
  threads: readonly SegmentThread[],
  write: RunWrite,
  smallest: number,
): IndexKeeper {
  const owner = randomInt(1, 2 ** 47)
  const state = db.prepare<[string], number>('SELECT value FROM search_state WHERE key = ?').pluck()
  const setState = db.prepare('UPDATE search_state SET value = ? WHERE key = ?')
  const newSegment = db.prepare(
    `INSERT INTO search_segment (state, first, last, header) VALUES ('writing', ?, ?, '')`,
  )
  const finish = db.prepare(`UPDATE search_segment SET state = 'ready', header = ? WHERE segment = ?`)
  const drop = db.prepare(`UPDATE search_segment SET state = 'dropped' WHERE segment = ?`)
  const dropUnfinished = db.prepare(`UPDATE search_segment SET state = 'dropped' WHERE state = 'writing'`)
  const dropped = db.prepare<[], number>(`SELECT segment FROM search_segment WHERE state = 'dropped'`).pluck()
  const forget = db.prepare('DELETE FROM search_segment WHERE segment = ?')
  const saveBlock = db.prepare('INSERT INTO search_block (place, bytes) VALUES (?, ?)')
  const removeBlocks = db.prepare(
    `DELETE FROM search_block WHERE place IN
       (SELECT place FROM search_block WHERE place BETWEEN ? AND ? LIMIT ${String(BLOCKS_PER_DELETION)})`,
  )
  const forgetDocuments = db.prepare(
    `DELETE FROM search_document WHERE docid IN
       (SELECT docid FROM search_document WHERE docid <= ? LIMIT ${String(ROWS_PER_DELETION)})`,
  )
  const forgetRemovals = db.prepare(
    `DELETE FROM search_removal WHERE seq IN
       (SELECT seq FROM search_removal WHERE docid BETWEEN ? AND ? AND seq <= ? LIMIT ${String(ROWS_PER_DELETION)})`,
  )
  let running: Promise<void> | undefined
  /** While what was written is being closed, before anything is merged. */
  let closing: Promise<void> | undefined

  const isMine = (): boolean => state.get('owner') === owner
  const renew = (): void => {
    setState.run(Date.now() + LEASE, 'until')
  }
  const claim = async (): Promise<boolean> => {
    await write(() => {
      if (!isMine() && (state.get('until') ?? 0) > Date.now()) return
      if (!isMine()) dropUnfinished.run()
      setState.run(owner, 'owner')
      renew()
    })
    return isMine()
  }
  /** Deletes what nobody reads any more, in transactions that nobody has to wait for long. */
  const deleteAll = async (some: () => number): Promise<void> => {
    let changes = 1
    while (changes > 0) {
      await write(() => {
        changes = some()
      })
    }
  }
  const removeDropped = async (): Promise<void> => {
    for (const segment of dropped.all()) {
      await deleteAll(() => {
        const { changes } = removeBlocks.run(blockPlace(segment, 0, 0), blockPlace(segment + 1, 0, 0) - 1)
        if (changes === 0) forget.run(segment)
        return changes
      })
    }
  }
  /** The last document that is in a closed segment. */
  const covered = (): number => Math.max(0, ...reader.sealed.map(({ last }) => last))
  /** @param before what has to be in place before this is: documents stand in the order of writing */
  const perform = async (
    thread: SegmentThread,
    { first, last, job, replaces }: Step,
    before?: Promise<void>,
  ): Promise<void> => {
    const known = reader.lastRemoval
    let segment = 0
    await write(() => {
      segment = Number(newSegment.run(first, last).lastInsertRowid)
    })
    const header = await thread.build(job, (blocks) =>
      write(() => {
        // Segments are read from the database: nobody else may have replaced them meanwhile.
        if (!isMine()) throw new TakenOver()
        renew()
        for (const { section, block, bytes } of blocks)
          saveBlock.run(blockPlace(segment, section, block), bytes)
      }),
    )
    const text = JSON.stringify(header)
    await before
    await write(() => {
      if (!isMine()) throw new TakenOver()
      if (header.size > 0) finish.run(text, segment)
      else drop.run(segment)
      for (const number of replaces) drop.run(number)
      setState.run((state.get('generation') ?? 0) + 1, 'generation')
    })
    await deleteAll(() => forgetRemovals.run(first, last, known).changes)
    reader.advance(0)
    await deleteAll(() => forgetDocuments.run(covered()).changes)
  }
  /** What is to be closed after a document: of a load a large piece, else what is full in memory. */
  const nextClose = (after: number): Step | undefined => {
    const written = reader.lastWritten()
    const last =
      reader.backlog() > smallest && written - after > smallest
        ? Math.min(written, after + smallest * LARGE)
        : reader.closable()
    const first = after + 1
    return last === undefined || last < first
      ? undefined
      : { first, last, job: { kind: 'close', first, last }, replaces: [] }
  }
  const nextMerge = (): Step | undefined => {
    const chosen = chooseMerge(reader.sealed, smallest, reader.backlog() > 0)
    const [first] = chosen ?? []
    const last = chosen?.at(-1)
    if (!chosen || !first || !last) return undefined
    return {
      first: first.first,
      last: last.last,
      job: {
        kind: 'merge',
        segments: chosen.map(({ number, segment }) => ({ number, live: segment.live.slice() })),
      },
      replaces: chosen.map(({ number }) => number),
    }
  }
  /** @returns false when another process is at it */
  const closeAll = async (): Promise<boolean> => {
    reader.advance(0)
    if (!nextClose(covered())) return true
    if (!(await claim())) return false
    const idle = [...threads]
    const running = new Set<Promise<void>>()
    let planned = 0
    let before = Promise.resolve()
    const begin = (thread: SegmentThread, step: Step): void => {
      planned = step.last
      before = perform(thread, step, before)
      const work = before.finally(() => {
        running.delete(work)
        idle.push(thread)
      })
      running.add(work)
    }
    // More may have been written meanwhile: whoever is idle has work then, too.
    const beginAll = (): void => {
      for (let thread = idle.pop(); thread; thread = idle.pop()) {
        reader.advance(0)
        planned = Math.max(planned, covered())
        const step = nextClose(planned)
        if (step) begin(thread, step)
        else {
          idle.push(thread)
          return
        }
      }
    }
    try {
      beginAll()
      while (running.size > 0) {
        await Promise.race(running)
        beginAll()
      }
    } finally {
      await Promise.allSettled(running)
    }
    return true
  }
  /** @returns false when another process is at it */
  const mergeAll = async (): Promise<boolean> => {
    const [thread] = threads
    for (;;) {
      if (!(await closeAll())) return false
      const step = nextMerge()
      if (!step || !thread) return true
      if (!(await claim())) return false
      await perform(thread, step)
    }
  }
  const keep = async (): Promise<void> => {
    const closed = closeAll()
    closing = closed.then(
      () => undefined,
      () => undefined,
    )
    const goesOn = await closed
    closing = undefined
    if (!goesOn || !(await mergeAll())) return
    if (dropped.get() !== undefined && (await claim())) await removeDropped()
  }
  const run = (): Promise<void> => {
    running ??= keep()
      .catch((error: unknown) => {
        if (!(error instanceof TakenOver)) throw error
      })
      .finally(() => {
        running = undefined
        closing = undefined
      })
    return running
  }
  return {
    run,
    release: () => {
      if (!db.open || db.inTransaction) return
      try {
        if (isMine()) setState.run(0, 'until')
      } catch (error) {
        // Somebody writes for long: the lease ends by itself.
        if ((error as { code?: unknown }).code !== 'SQLITE_BUSY') throw error
      }
    },
    close: async () => {
      const all = run()
      // Of what fails, `run` tells.
      all.catch(() => undefined)
      await closing
    },
  }
}
