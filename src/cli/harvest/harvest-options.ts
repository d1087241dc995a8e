import type { FolderOptions } from '../folder-options.ts'

export interface HarvestAddOptions extends FolderOptions {
  readonly type: string
  readonly title?: string
  readonly org?: string
  readonly every?: string
  readonly set?: readonly string[]
}

export interface HarvestRunOptions extends FolderOptions {
  readonly dryRun?: boolean
  readonly force?: boolean
  readonly allowMassDelete?: boolean
}

export interface HarvestReportOptions extends FolderOptions {
  readonly job?: string
}
