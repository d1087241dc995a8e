import type { JsonObject } from '../../core/json.ts'
import { adaptRecord } from '../../loading/adapt-record.ts'
import type { CatalogueGroups } from '../../loading/catalogue-groups.ts'
import type { LoadOptions } from '../../loading/load-options.ts'
import { type LoadFiles, loadRecord, type Outcome } from '../../loading/load-record.ts'
import type { LoadStep } from '../../loading/operator-call.ts'
import type { CatalogueRecord, UnreadableRecord } from '../../loading/readers/record.ts'
import { withOwner } from '../../loading/with-owner.ts'

export type Item = CatalogueRecord | UnreadableRecord

/** What became of an item; what could not be read has no outcome. */
export type Loaded =
  | { readonly item: CatalogueRecord; readonly outcome: Outcome }
  | { readonly item: UnreadableRecord; readonly outcome?: undefined }

interface LoadTools {
  readonly groups: CatalogueGroups
  readonly options: LoadOptions
  readonly files: LoadFiles | undefined
}

async function loadDataset(
  step: LoadStep,
  record: JsonObject,
  { groups, options, files }: LoadTools,
): Promise<Outcome> {
  const owned = await withOwner(step, record, groups, options)
  if (owned.refusal !== undefined) return { change: 'refused', reason: owned.refusal }
  const outcome = await loadRecord(step, 'dataset', owned.record, options, files)
  return outcome.change === 'refused' ? outcome : { ...outcome, notes: [...owned.notes, ...outcome.notes] }
}

/** Puts items into the catalogue, one after the other: each is a step of its own, a refused one leaves no trace. */
export async function loadItems(
  step: LoadStep,
  items: readonly Item[],
  tools: LoadTools,
): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = []
  for (const item of items) {
    if (item.kind === undefined) {
      loaded.push({ item })
      continue
    }
    const record = adaptRecord(item.kind, item.record, tools.options)
    const outcome =
      item.kind === 'dataset'
        ? await loadDataset(step, record, tools)
        : await loadRecord(step, item.kind, record, tools.options)
    loaded.push({ item, outcome })
  }
  return loaded
}
