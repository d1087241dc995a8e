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
  /** Whether a segment in memory grows no more: it should be closed. */
  readonly isFull: boolean
  /** The last document in memory, where there are enough of them for a segment. */
  closable(): number | undefined
  /** The last removal that `sealed` and the segments in memory know of. */
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

/** Multiples of the usual size up to which a segment in memory grows while much is written. */
const LARGE = 4
/** So much of a segment's size at once is much. */
const MUCH = 1 / 16

/** What a closed segment holds is found there; the rest of a segment in memory, which took work to analyse, stays. */
function killUpTo(segment: Segment, docid: number): void {
  for (let slot = 0; slot < segment.size && segment.docid(slot) <= docid; slot++)
    segment.kill(segment.docid(slot))
}

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
  /** Whether the last catching up came to its end, and whether it found much. */
  let isComplete = true
  let isLoading = false

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
    for (const segment of [...frozen, tail]) killUpTo(segment, covered)
    if (tail.size > 0 && tail.liveCount === 0) tail = newSegment()
    lastAdded = Math.max(lastAdded, covered)
  }
  /** What is written at once becomes one large segment: every search looks at each of them. */
  const freezeAt = (): number => options.freezeAt * (isLoading ? LARGE : 1)
  const catchUp = (most: number): boolean => {
    let count = 0
    if (generationNow.get() !== generation) {
      version++
      reload()
      generation = generationNow.get() ?? 0
    }
    if (isComplete) isLoading = (lastWritten.get() ?? 0) - lastAdded > options.freezeAt * MUCH
    for (const { docid, id, fields } of added.iterate(lastAdded, most)) {
      count++
      version++
      tail.add(docid, id, new Map(JSON.parse(fields) as [string, string[]][]))
      lastAdded = docid
      if (tail.size < freezeAt()) continue
      tail.freeze()
      frozen.push(tail)
      tail = newSegment()
    }
    for (const { seq, docid } of removed.iterate(lastRemoval)) {
      kill(docid)
      version++
      lastRemoval = seq
    }
    frozen = frozen.filter(({ liveCount }) => liveCount > 0)
    isComplete = most < 0 || count < most
    return !isComplete
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
    get isFull() {
      return frozen.length > 0
    },
    closable: () => {
      const newest = tail.size >= options.freezeAt ? tail : frozen.at(-1)
      return newest?.docid(newest.size - 1)
    },
    get lastRemoval() {
      return lastRemoval
    },
  }
}
