import type { JsonObject } from '../core/json.ts'
import type { Store } from '../store/store.ts'

/** A change to the catalogue that a run wants. */
export type WantedChange =
  | {
      readonly kind: 'save'
      readonly sourceId: string
      /** Of the dataset that came from the same record before; undefined: it is new. */
      readonly packageId: string | undefined
      /** Without a name: it gets one of its title, and keeps it. */
      readonly dataset: JsonObject
      readonly config: JsonObject
      readonly files: ReadonlyMap<string, string> | undefined
    }
  | { readonly kind: 'delete'; readonly packageId: string }

export type WrittenChange =
  | {
      readonly change: 'created' | 'updated' | 'unchanged' | 'deleted'
      readonly packageId: string
      /** What had to be repaired. */
      readonly notes: readonly string[]
    }
  | { readonly change: 'refused'; readonly reason: string }

/**
 * Makes changes in one transaction; what is refused leaves no trace, and `note` writes what came of them in the same
 * transaction.
 *
 * @throws what `note` throws, and then nothing was changed
 */
export type HarvestWriter = (
  changes: readonly WantedChange[],
  note: (tx: Store, written: readonly WrittenChange[]) => Promise<void>,
) => Promise<void>
