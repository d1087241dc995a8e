import type { Database } from 'better-sqlite3'
import type { Language } from '../analysis/languages.ts'
import { createBlockStore } from './block-store.ts'
import { createMemorySegment, type MemorySegment } from './memory-segment.ts'
import { createPostingsCache } from './postings-cache.ts'
import { openSealedSegment } from './sealed-segment.ts'
import type { Segment } from './segment.ts'
import type { SegmentHeader } from './segment-layout.ts'
import { Vocabulary } from './vocabulary.ts'

/** A closed segment under its number in the database. */
export interface SealedEntry {
  readonly number: number
  readonly first: number
  readonly last: number
  readonly segment: Segment
}

/** Follows what was committed to the index, by this process or another. */
export interface IndexReader {
  /** Catches up with the last commit, then does some work on it, all in one moment of the database. */
  read<T>(work: (segments: readonly Segment[]) => T): T
  /** Differs after every change to what is read. */
  readonly version: number
  /** The number of the last document that is in no segment; 0: there is none. */
  lastWritten(): number
  /** Documents written since the last catching up, about. */
  backlog(): number
  /** Catches up by at most so many documents. @returns whether there are more */
  advance(most: number): boolean
  /** What could be closed or merged, as of the last `read`. */
  readonly sealed: readonly SealedEntry[]
  /** Segments in memory that grow no more. */
  readonly frozen: readonly MemorySegment[]
  /** The last removal that `sealed` and `frozen` know of. */
  readonly lastRemoval: number
}

interface SegmentRow {
  readonly segment: number
  readonly first: number
  readonly last: number
  readonly header: string
}

export interface IndexReaderOptions {
  /** Bytes of segments kept in memory. */
  readonly cacheBytes: number
  /** Documents in the segment that grows before the next one begins. */
  readonly freezeAt: number
  /** Of the second analysis, if there is one. */
  readonly language?: Language | undefined
}

/** The share of the memory that is for decoded postings. */
const DECODED = 0.25
/** SQLite's LIMIT for everything. */
const UNLIMITED = -1

const lastDocid = (segment: Segment): number => (segment.size === 0 ? 0 : segment.docid(segment.size - 1))

export function createIndexReader(db: Database, options: IndexReaderOptions): IndexReader {
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck()
  const generationNow = db
    .prepare<[], number>(`SELECT value FROM search_state WHERE key = 'generation'`)
    .pluck()
  const ready = db.prepare<[], SegmentRow>(
    `SELECT segment, first, last, header FROM search_segment WHERE state = 'ready' ORDER BY first`,
  )
  const added = db.prepare<[number, number], { docid: number; id: string; fields: string }>(
    'SELECT docid, id, fields FROM search_document WHERE docid > ? ORDER BY docid LIMIT ?',
  )
  const removed = db.prepare<[number], { seq: number; docid: number }>(
    'SELECT seq, docid FROM search_removal WHERE seq > ? ORDER BY seq',
  )
  const removedBetween = db
    .prepare<[number, number], number>('SELECT docid FROM search_removal WHERE docid BETWEEN ? AND ?')
    .pluck()
  const lastWritten = db.prepare<[], number>('SELECT ifnull(max(docid), 0) FROM search_document').pluck()
  const blocks = createBlockStore(db, options.cacheBytes * (1 - DECODED))
  const postings = createPostingsCache(options.cacheBytes * DECODED)
  let sealed: readonly SealedEntry[] = []
  let frozen: MemorySegment[] = []
  let vocabulary = new Vocabulary()
  let tail = createMemorySegment(vocabulary, options.language)
  let seen: number | undefined
  let generation = 0
  let lastAdded = 0
  let lastRemoval = 0
  let version = 0

  const newSegment = (): MemorySegment => {
    if (vocabulary.isFull) vocabulary = new Vocabulary()
    return createMemorySegment(vocabulary, options.language)
  }
  const kill = (docid: number): void => {
    for (const { first, last, segment } of sealed) if (docid >= first && docid <= last) segment.kill(docid)
    for (const segment of frozen) segment.kill(docid)
    tail.kill(docid)
  }
  const open = ({ segment: number, first, last, header }: SegmentRow): SealedEntry => {
    const layout = JSON.parse(header) as SegmentHeader
    const segment = openSealedSegment(layout, blocks.source(number, layout.blockBytes), postings)
    for (const docid of removedBetween.iterate(first, last)) segment.kill(docid)
    return { number, first, last, segment }
  }
  const reload = (): void => {
    const known = new Map(sealed.map((entry) => [entry.number, entry]))
    sealed = ready.all().map((row) => known.get(row.segment) ?? open(row))
    for (const { number } of sealed) known.delete(number)
    for (const number of known.keys()) blocks.drop(number)
    const covered = Math.max(0, ...sealed.map(({ last }) => last))
    frozen = frozen.filter((segment) => lastDocid(segment) > covered)
    if ([...frozen, tail].every((segment) => segment.size === 0 || segment.docid(0) > covered)) return
    // Another process closed a part of what is in memory here: read the rest again.
    frozen = []
    tail = newSegment()
    lastAdded = covered
  }
  const catchUp = (most: number): boolean => {
    let count = 0
    if (generationNow.get() !== generation) {
      version++
      reload()
      generation = generationNow.get() ?? 0
      lastAdded = Math.max(lastAdded, ...sealed.map(({ last }) => last))
    }
    for (const { docid, id, fields } of added.iterate(lastAdded, most)) {
      count++
      version++
      tail.add(docid, id, new Map(JSON.parse(fields) as [string, string[]][]))
      lastAdded = docid
      if (tail.size < options.freezeAt) continue
      frozen.push(tail)
      tail = newSegment()
    }
    for (const { seq, docid } of removed.iterate(lastRemoval)) {
      kill(docid)
      version++
      lastRemoval = seq
    }
    frozen = frozen.filter(({ liveCount }) => liveCount > 0)
    return most >= 0 && count === most
  }
  const advance = db.transaction(catchUp)
  const read = db.transaction((work: (segments: readonly Segment[]) => unknown) => {
    const version = dataVersion.get()
    if (version !== seen) {
      catchUp(UNLIMITED)
      seen = version
    }
    return work([...sealed.map(({ segment }) => segment), ...frozen, tail].filter(({ size }) => size > 0))
  })
  return {
    lastWritten: () => lastWritten.get() ?? 0,
    backlog: () => Math.max(0, (lastWritten.get() ?? 0) - lastAdded),
    advance,
    get version() {
      return version
    },
    read: <T>(work: (segments: readonly Segment[]) => T) => read(work) as T,
    get sealed() {
      return sealed
    },
    get frozen() {
      return frozen
    },
    get lastRemoval() {
      return lastRemoval
    },
  }
}
