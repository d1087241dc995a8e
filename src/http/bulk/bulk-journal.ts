import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { ValidationError } from '../../core/errors.ts'
import type { Store } from '../../store/store.ts'
import type { LineReader, RawLine } from './line-reader.ts'

/** Whose key it is: keys of different users have nothing to do with each other. */
export interface BulkKey {
  /** Id of the user. */
  readonly owner: string
  readonly key: string
}

/** Lines to be run, and what is known of those that were run already: the texts of their outcomes by line. */
export interface JournalLines {
  readonly lines: readonly RawLine[]
  readonly repeated: ReadonlyMap<number, string>
}

export interface BulkJournal {
  /** @throws ValidationError when lines that were done before were other ones */
  readonly next: (reader: LineReader, most: number) => Promise<JournalLines>
  /**
   * Notes, in the transaction that did them, that all lines up to `last` are done.
   *
   * @throws ValidationError when another request with this key is under way
   */
  readonly note: (tx: Store, last: number, outcomes: readonly (readonly [number, string])[]) => Promise<void>
}

/** So long a key is known after its last use, milliseconds. */
const LIFETIME = 24 * 60 * 60 * 1000
const NONE: ReadonlyMap<number, string> = new Map()

const refuse = (message: string): ValidationError => new ValidationError({ idempotency_key: [message] })

/**
 * What requests with one Idempotency-Key have done. Lines are known by their number, and are compared with what was
 * sent before: a hash of all of them is kept with each run of lines.
 */
export async function openJournal(store: Store, { owner, key }: BulkKey): Promise<BulkJournal> {
  const { id, lines: done } = await store.write((tx) =>
    tx.bulkKeys.open(owner, key, Date.now(), Date.now() + LIFETIME),
  )
  const hash = createHash('sha256')
  let noted = done
  let replayed = 0
  let unhashed: readonly RawLine[] = []

  const addToHash = (last: number): void => {
    const count = unhashed.findLastIndex(({ line }) => line <= last) + 1
    for (const { line, bytes } of unhashed.slice(0, count)) {
      hash
        .update(`${line} `)
        .update(bytes ?? 'too long')
        .update('\n')
    }
    unhashed = unhashed.slice(count)
  }
  const digest = (): Buffer => hash.copy().digest()

  return {
    next: async (reader, most) => {
      addToHash(Infinity)
      const part = replayed < done ? await store.bulkKeys.partAfter(id, replayed) : undefined
      if (!part) {
        unhashed = await reader.next(most)
        return { lines: unhashed, repeated: NONE }
      }
      unhashed = await reader.next(Infinity, part.last_line)
      const lines = unhashed
      addToHash(part.last_line)
      if (!digest().equals(part.digest))
        throw refuse('It was used with other lines. Send those again, or these with a new key.')
      replayed = part.last_line
      const answers = JSON.parse(inflateRawSync(part.answers).toString('utf8')) as [number, string][]
      return { lines, repeated: new Map(answers) }
    },
    note: async (tx, last, outcomes) => {
      // Lines that only read are run again by a repeated request, whose place does not change.
      if (last <= noted) return
      addToHash(last)
      const answers = deflateRawSync(JSON.stringify(outcomes), { level: 1 })
      const part = { last_line: last, digest: digest(), answers }
      if (!(await tx.bulkKeys.add(id, noted, Date.now() + LIFETIME, part)))
        throw refuse('Another request with it is under way. Wait for its end, then send this again.')
      noted = last
    },
  }
}
