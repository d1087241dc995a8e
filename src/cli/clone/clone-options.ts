import type { FolderOptions } from '../folder-options.ts'

export interface CloneOptions extends FolderOptions {
  readonly token?: string
  readonly files?: boolean
  readonly datastore?: boolean
  readonly since?: string
  readonly verify?: boolean
  readonly rate: number
}
