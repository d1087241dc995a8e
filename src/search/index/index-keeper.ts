import { randomInt } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import { chooseMerge, type Merge } from './choose-merge.ts'
import type { IndexReader } from './index-reader.ts'
import type { SegmentHeader } from './segment-layout.ts'
import { writeSegment } from './write-segment.ts'

/** Runs some work in a write transaction on the writing connection. */
export type RunWrite = (work: () => void) => Promise<void>

/** Closes segments and merges them, beside everything else. */
export interface IndexKeeper {
  /** Does what is to be done; at once when nothing is. Another process may be at it: then nothing happens. */
  run(): Promise<void>
}

interface Block {
  readonly section: number
  readonly block: number
  readonly bytes: Uint8Array
}

/** Milliseconds at a time, so that requests are answered between. */
const SLICE = 5
/** Milliseconds after which another process may take over. */
const LEASE = 60_000
/** Bytes written in one transaction. */
const PORTION = 4_000_000
const BLOCKS_PER_DELETION = 64
/** Documents read at a time: some milliseconds. */
const DOCUMENTS = 20
/** Full segments in memory after which they are closed before more is read: of a load, not all is in memory at once. */
const MOST_FROZEN = 2

const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** @param smallest documents of a segment of the lowest level */
export function createIndexKeeper(
  db: Database,
  reader: IndexReader,
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
  const saveBlock = db.prepare(
    'INSERT INTO search_block (segment, section, block, bytes) VALUES (?, ?, ?, ?)',
  )
  const removeBlocks = db.prepare(
    `DELETE FROM search_block WHERE (segment, section, block) IN
       (SELECT segment, section, block FROM search_block WHERE segment = ? LIMIT ${String(BLOCKS_PER_DELETION)})`,
  )
  const forgetDocuments = db.prepare('DELETE FROM search_document WHERE docid BETWEEN ? AND ?')
  const forgetRemovals = db.prepare('DELETE FROM search_removal WHERE seq <= ? AND docid BETWEEN ? AND ?')
  let running: Promise<void> | undefined

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
  const removeDropped = async (): Promise<void> => {
    for (const segment of dropped.all()) {
      let left = 1
      while (left > 0) {
        await write(() => {
          left = removeBlocks.run(segment).changes
          if (left === 0) forget.run(segment)
        })
      }
    }
  }
  const perform = async (merge: Merge): Promise<boolean> => {
    const { first, last, segments, numbers } = merge
    const known = reader.lastRemoval
    let segment = 0
    await write(() => {
      segment = Number(newSegment.run(first, last).lastInsertRowid)
    })
    let waiting: Block[] = []
    let bytes = 0
    const save = async (): Promise<void> => {
      const portion = waiting
      waiting = []
      bytes = 0
      await write(() => {
        renew()
        for (const one of portion) saveBlock.run(segment, one.section, one.block, one.bytes)
      })
    }
    const work = writeSegment(segments, (section, block, content) => {
      waiting.push({ section, block, bytes: content })
      bytes += content.length
    })
    let header: SegmentHeader | undefined
    while (!header) {
      const end = Date.now() + SLICE
      // Closed segments read their blocks from the database: they must be there.
      if (numbers.length > 0 && !isMine()) return false
      while (Date.now() < end) {
        const { done, value } = work.next()
        if (!done) continue
        header = value
        break
      }
      if (bytes >= PORTION) await save()
      else await breathe()
    }
    await save()
    let isDone = false
    const { size } = header
    const text = JSON.stringify(header)
    await write(() => {
      if (!isMine()) return
      if (size > 0) finish.run(text, segment)
      else drop.run(segment)
      for (const number of numbers) drop.run(number)
      forgetDocuments.run(first, last)
      forgetRemovals.run(known, first, last)
      setState.run((state.get('generation') ?? 0) + 1, 'generation')
      isDone = true
    })
    return isDone
  }
  const next = (): Merge | undefined => {
    reader.advance(0)
    return chooseMerge(reader.sealed, reader.frozen, smallest)
  }
  /** @returns false when another process is at it */
  const tidy = async (): Promise<boolean> => {
    if (!next()) return true
    if (!(await claim())) return false
    for (let merge = next(); merge; merge = next()) if (!(await perform(merge))) return false
    return true
  }
  const keep = async (): Promise<void> => {
    let isMore = true
    while (isMore) {
      while (isMore && reader.frozen.length < MOST_FROZEN) {
        isMore = reader.advance(DOCUMENTS)
        await breathe()
      }
      if (!(await tidy())) return
    }
    if (dropped.get() !== undefined && (await claim())) await removeDropped()
  }
  return {
    run: () => {
      running ??= keep().finally(() => {
        running = undefined
      })
      return running
    },
  }
}
