import type { Source, SourceColumn } from '../scope.ts'

/** Something in FROM, and what can be named by it. */
export interface FromItem {
  readonly sql: string
  readonly sources: readonly Source[]
  readonly merged: readonly SourceColumn[]
}
