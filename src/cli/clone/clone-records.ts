import type { JsonObject } from '../../core/json.ts'
import { adaptRecord } from '../../loading/adapt-record.ts'
import { catalogueGroups } from '../../loading/catalogue-groups.ts'
import { loadBatch } from '../../loading/load-batch.ts'
import type { LoadOptions } from '../../loading/load-options.ts'
import { loadRecord, type LoadFiles, type Outcome } from '../../loading/load-record.ts'
import type { RecordKind } from '../../loading/readers/record.ts'
import { withOwner } from '../../loading/with-owner.ts'
import type { Services } from '../../kernel/context.ts'

/** Records in one transaction. */
const BATCH = 50

/** Puts records of one kind into the catalogue as the operator, each a step of its own. */
export async function cloneRecords(
  services: Services,
  kind: RecordKind,
  records: readonly JsonObject[],
  options: LoadOptions,
  {
    onOutcome,
    files,
  }: {
    readonly onOutcome: (record: JsonObject, outcome: Outcome) => void
    readonly files?: LoadFiles | undefined
  },
): Promise<void> {
  const groups = catalogueGroups(options)
  for (let at = 0; at < records.length; at += BATCH) {
    const outcomes: (readonly [JsonObject, Outcome])[] = []
    await loadBatch(services, async (step) => {
      for (const given of records.slice(at, at + BATCH)) {
        const record = adaptRecord(kind, given, options)
        const owned =
          kind === 'dataset' ? await withOwner(step, record, groups, options) : { record, notes: [] }
        outcomes.push([given, await loadRecord(step, kind, owned.record, options, files)])
      }
    })
    for (const [record, outcome] of outcomes) onOutcome(record, outcome)
  }
}
