import type { JsonObject, JsonValue } from '../core/json.ts'
import type { PoliteClient } from './polite-client.ts'

/** A dataset as a source has it, in CKAN's words; or why there is none that can be read. */
export type HarvestRecord =
  | {
      /** What the source calls it: the same each time. */
      readonly guid: string
      /** As the source says it. */
      readonly modified?: string | undefined
      readonly dataset: JsonObject
      /** Files of its resources on this machine, by the resources' ids. */
      readonly files?: ReadonlyMap<string, string>
    }
  | { readonly guid: string; readonly refusal: string }

export interface HarvestPage {
  readonly records: readonly HarvestRecord[]
  /** Where to go on after this page when the run is broken off; null: only from the start. */
  readonly checkpoint: JsonValue
  /** Records that the source says it has. */
  readonly total?: number | undefined
}

/** What a reader gets. */
export interface ReadRequest {
  readonly url: string
  readonly config: JsonObject
  readonly web: PoliteClient
  /** Of the page after which an earlier attempt was broken off; null: from the start. */
  readonly checkpoint: JsonValue
}

/** How a listing ended: whole, or not read since nothing has changed. */
export type Listing = 'complete' | 'unchanged'

/**
 * Reads a source page by page. Returning means that every record was given: what is missing may be deleted. A listing
 * that ends early throws.
 *
 * @throws HarvestError, FetchError
 */
export type ReadSource = (request: ReadRequest) => AsyncGenerator<HarvestPage, Listing>
