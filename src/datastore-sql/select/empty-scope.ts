import type { Scope } from '../scope.ts'

/** Nothing but the common tables can be named. */
export const emptyScope = (commonTables: Scope['commonTables']): Scope => ({
  sources: [],
  merged: [],
  outer: undefined,
  commonTables,
})
