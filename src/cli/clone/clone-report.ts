import type { JsonObject } from '../../core/json.ts'
import { textOf } from '../../harvest/record-values.ts'
import type { Outcome } from '../../loading/load-record.ts'
import type { RecordKind } from '../../loading/readers/record.ts'

/** So many refusals and repairs are printed; more of them say the same. */
const MOST_TOLD = 100

type Counts = Record<'created' | 'updated' | 'unchanged' | 'refused', number>

export interface CloneReport {
  readonly tell: (line: string) => void
  readonly note: (kind: RecordKind, record: JsonObject, outcome: Outcome) => void
  /** `datasets: 3 created, …`, a kind a line. */
  readonly lines: () => readonly string[]
  readonly refused: () => number
}

/** Counts what became of each record, and tells what did not go as it should. */
export function createReport(print: (line: string) => void): CloneReport {
  const all = new Map<RecordKind, Counts>()
  let told = 0
  const tell = (line: string): void => {
    if (told < MOST_TOLD) print(line)
    if (told === MOST_TOLD) print('More follows that is not printed.')
    told++
  }
  return {
    tell,
    note: (kind, record, outcome) => {
      const counts = all.get(kind) ?? { created: 0, updated: 0, unchanged: 0, refused: 0 }
      all.set(kind, counts)
      counts[outcome.change === 'skipped' ? 'unchanged' : outcome.change] += 1
      const name = `${kind} ${textOf(record.name)}`
      if (outcome.change === 'refused') tell(`${name} refused: ${outcome.reason}`)
      else for (const note of outcome.notes) tell(`${name}: ${note}`)
    },
    lines: () =>
      [...all].map(
        ([kind, { created, updated, unchanged, refused }]) =>
          `${kind}s: ${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`,
      ),
    refused: () => [...all.values()].reduce((sum, { refused }) => sum + refused, 0),
  }
}
