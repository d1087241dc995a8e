import type { Database } from 'better-sqlite3'
import { createMemorySegment } from './memory-segment.ts'
import type { Segment } from './segment.ts'

/** Follows what was committed to the index, by this process or another. */
export interface IndexReader {
  /** Catches up with the last commit. @returns the segments in the order of writing */
  refresh(): readonly Segment[]
}

export function createIndexReader(db: Database): IndexReader {
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck()
  const added = db.prepare<[number], { docid: number; id: string; fields: string }>(
    'SELECT docid, id, fields FROM search_document WHERE docid > ? ORDER BY docid',
  )
  const removed = db.prepare<[number], { seq: number; docid: number }>(
    'SELECT seq, docid FROM search_removal WHERE seq > ? ORDER BY seq',
  )
  const tail = createMemorySegment()
  let seen: number | undefined
  let lastDocid = 0
  let lastRemoval = 0

  const catchUp = db.transaction(() => {
    for (const { docid, id, fields } of added.iterate(lastDocid)) {
      tail.add(docid, id, new Map(JSON.parse(fields) as [string, string[]][]))
      lastDocid = docid
    }
    for (const { seq, docid } of removed.iterate(lastRemoval)) {
      tail.kill(docid)
      lastRemoval = seq
    }
  })
  return {
    refresh: () => {
      const version = dataVersion.get()
      if (version !== seen) {
        catchUp()
        seen = version
      }
      return [tail]
    },
  }
}
