import type { RecordKind } from '../../loading/readers/record.ts'
import type { Change } from '../../loading/upsert.ts'

export type Result = Change | 'refused'

/** One line of the report file. */
export interface ReportLine {
  readonly source: string
  readonly line: number
  /** null: what is there could not be read as a record. */
  readonly kind: RecordKind | null
  readonly name: string | null
  /** Why the record was refused. */
  readonly reason?: string
  /** What `--fix` changed, or what was left out. */
  readonly repaired?: readonly string[]
}

export type Counts = Readonly<Record<Result, number>>

export interface LoadSummary {
  readonly counts: ReadonlyMap<RecordKind, Counts>
  /** Records and places that did not go in, and sources that could not be read. */
  readonly refused: number
  readonly repaired: number
  readonly seconds: number
}

/** Counts what happened to each record. */
export function summaryCounter() {
  const counts = new Map<RecordKind, Record<Result, number>>()
  let refused = 0
  let repaired = 0
  return {
    add: (kind: RecordKind, result: Result, isRepaired: boolean): void => {
      const row = counts.get(kind) ?? { created: 0, updated: 0, unchanged: 0, skipped: 0, refused: 0 }
      row[result] += 1
      counts.set(kind, row)
      if (result === 'refused') refused += 1
      if (isRepaired) repaired += 1
    },
    addUnreadable: (): void => {
      refused += 1
    },
    summary: (seconds: number): LoadSummary => ({ counts, refused, repaired, seconds }),
  }
}
