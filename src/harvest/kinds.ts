import { readCkan } from './kinds/ckan.ts'
import type { ReadSource } from './source-kind.ts'

export interface SourceKind {
  /** For people. */
  readonly title: string
  /** Only sysadmins make such sources: they read what lies on this machine. */
  readonly isLocal?: boolean
  readonly read: ReadSource
}

/** The kinds of sources, by the names that `source_type` has. */
export const SOURCE_KINDS: Readonly<Record<string, SourceKind>> = {
  ckan: { title: 'CKAN', read: readCkan },
}
