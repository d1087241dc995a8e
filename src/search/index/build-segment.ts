import type { Database } from 'better-sqlite3'
import type { Language } from '../analysis/languages.ts'
import type { Bits } from './bits.ts'
import { createBlockStore } from './block-store.ts'
import type { TakeBlock } from './byte-writer.ts'
import { createMemorySegment } from './memory-segment.ts'
import { createPostingsCache } from './postings-cache.ts'
import { openSealedSegment } from './sealed-segment.ts'
import type { SegmentHeader } from './segment-layout.ts'
import { Vocabulary } from './vocabulary.ts'
import { writeSegment } from './write-segment.ts'

/** What a new segment is made of: documents that are in none yet, or other segments. */
export type SegmentJob =
  | { readonly kind: 'close'; readonly first: number; readonly last: number }
  | { readonly kind: 'merge'; readonly segments: readonly { number: number; live: Bits }[] }

/** Makes segments; yields often, so that the caller can hand on what was written. */
export type BuildSegment = (job: SegmentJob, take: TakeBlock) => Generator<undefined, SegmentHeader>

/** Documents read at a time. */
const PORTION = 500
const CACHE_BYTES = 64 * 2 ** 20

/** @param db reads what was committed; no moment of it is held on to */
export function createSegmentBuilder(db: Database, language: Language | undefined): BuildSegment {
  const documents = db.prepare<[number, number, number], { docid: number; id: string; fields: string }>(
    'SELECT docid, id, fields FROM search_document WHERE docid BETWEEN ? AND ? ORDER BY docid LIMIT ?',
  )
  const headerOf = db.prepare<[number], string>('SELECT header FROM search_segment WHERE segment = ?').pluck()
  let vocabulary = new Vocabulary()

  function* close(first: number, last: number, take: TakeBlock): Generator<undefined, SegmentHeader> {
    if (vocabulary.isFull) vocabulary = new Vocabulary()
    const segment = createMemorySegment(vocabulary, language)
    for (let from = first; from <= last;) {
      const rows = documents.all(from, last, PORTION)
      for (const { docid, id, fields } of rows) {
        segment.add(docid, id, new Map(JSON.parse(fields) as [string, string[]][]))
      }
      from = rows.length < PORTION ? Infinity : (rows.at(-1)?.docid ?? last) + 1
      yield
    }
    return yield* writeSegment([segment], take)
  }

  function* merge(
    numbers: readonly { number: number; live: Bits }[],
    take: TakeBlock,
  ): Generator<undefined, SegmentHeader> {
    const blocks = createBlockStore(db, CACHE_BYTES)
    const segments = numbers.map(({ number, live }) => {
      const header = JSON.parse(headerOf.get(number) ?? '') as SegmentHeader
      const source = blocks.source(number, header.blockBytes)
      return { ...openSealedSegment(header, source, createPostingsCache(0)), live }
    })
    return yield* writeSegment(segments, take)
  }

  return (job, take) => (job.kind === 'close' ? close(job.first, job.last, take) : merge(job.segments, take))
}
