import type { NumberWidths } from '../datastore/door.ts'
import type { CopiedColumn } from './column-copy.ts'

/** A table that one statement may read. */
export interface AttachedTable {
  /** Every name that the statement may call it by. */
  readonly names: readonly string[]
  readonly file: string
  readonly columns: readonly CopiedColumn[]
}

/** What the process that runs SQL is asked. */
export type SqlRequest =
  | { readonly kind: 'relations'; readonly sql: string }
  | {
      readonly kind: 'run'
      readonly sql: string
      readonly tables: readonly AttachedTable[]
      readonly limit: number
      readonly memory: number
    }
  | {
      readonly kind: 'copy'
      readonly csv: string
      readonly file: string
      readonly types: readonly string[]
      readonly widths: readonly (NumberWidths | null)[]
      readonly memory: number
    }

export interface SqlField {
  readonly id: string
  readonly type: string
}

/** What it answers. */
export type SqlAnswer =
  | { readonly kind: 'relations'; readonly names: readonly string[] }
  | {
      readonly kind: 'rows'
      readonly fields: readonly SqlField[]
      readonly records: string
      readonly isTruncated: boolean
    }
  | { readonly kind: 'copied' }
  | {
      readonly kind: 'error'
      readonly error: 'sql' | 'refused' | 'statements' | 'fault'
      readonly message: string
    }
