import { DomainError } from '../core/errors.ts'
import type { JsonObject } from '../core/json.ts'
import type { LoadOptions } from './load-options.ts'
import type { LoadStep } from './operator-call.ts'
import type { RecordKind } from './readers/record.ts'
import { reasonText } from './reason-text.ts'
import { repair } from './repair/repair.ts'
import { type Change, findStored, upsert } from './upsert.ts'
import { type CatalogueFiles, dropCopies, withFiles } from './catalogue-files.ts'

export type Outcome =
  | { readonly change: Change; readonly shown: () => JsonObject; readonly notes: readonly string[] }
  | { readonly change: 'refused'; readonly reason: string }

/** Files of resources that are loaded with the records. */
export interface LoadFiles {
  readonly files: CatalogueFiles
  /** Folder on the file system of the uploads, for copies. */
  readonly temporary: string
}

/** So often a record is repaired: each attempt may bring the next refusal to light. */
const MOST_REPAIRS = 20

const skipped = (stored: JsonObject, notes: readonly string[]): Outcome => ({
  change: 'skipped',
  shown: () => stored,
  notes,
})

/**
 * Puts one record into the catalogue: creates or updates it, repairs it when that is asked for.
 * What is refused leaves no trace.
 *
 * @param find says what is stored of the record already; by default what has its id or name
 */
export async function loadRecord(
  step: LoadStep,
  kind: RecordKind,
  given: JsonObject,
  options: LoadOptions,
  files?: LoadFiles,
  find: typeof findStored = findStored,
): Promise<Outcome> {
  let record = given
  let notes: readonly string[] = []
  let stored = await find(step, kind, record)
  for (let repairs = 0; ; repairs += 1) {
    if (stored && options.createOnly) return skipped(stored, notes)
    const ready = files ? await withFiles(record, stored, files.files, files.temporary) : record
    try {
      return { ...(await upsert(step, kind, ready, stored)), notes }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const repaired = options.fix && repairs < MOST_REPAIRS ? repair(kind, record, error) : undefined
      if (!repaired) return { change: 'refused', reason: reasonText(error) }
      const isRenamed = repaired.record.name !== record.name
      record = repaired.record
      notes = [...notes, ...repaired.notes]
      // Without an id, the repaired name is what tells on the next run that the record is here already.
      if (isRenamed && !stored && !('id' in record)) stored = await find(step, kind, record)
    } finally {
      if (ready !== record) await dropCopies(ready)
    }
  }
}
