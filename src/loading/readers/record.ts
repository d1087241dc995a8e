import type { JsonObject } from '../../core/json.ts'

export type RecordKind = 'organization' | 'group' | 'user' | 'dataset'

/** The order in which kinds are loaded: each may name those before it. */
export const KINDS: readonly RecordKind[] = ['organization', 'group', 'user', 'dataset']

/** A record in CKAN's present shape, ready for the action that creates it. */
export interface CatalogueRecord {
  readonly kind: RecordKind
  readonly record: JsonObject
  /** The file, or `standard input`. */
  readonly source: string
  /** Where it begins: 1 is the first line. */
  readonly line: number
}

/** Something at this place is no record; the rest of the source can still be read. */
export interface UnreadableRecord {
  readonly kind: undefined
  readonly reason: string
  readonly source: string
  readonly line: number
}
