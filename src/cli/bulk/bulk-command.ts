import type { BulkAnswer } from '../../http/bulk/bulk-run.ts'
import type { BulkOptions } from '../../http/bulk/bulk-options.ts'
import type { LoadDependencies } from '../load/load-command.ts'

export type BulkDependencies = LoadDependencies

/** The command's own options. */
export interface BulkFlags {
  readonly batch?: number
  readonly dryRun?: boolean
  readonly stopOnError?: boolean
  /** Name of the user who calls; `sysadmin`: the operator at the terminal. */
  readonly user: string
  readonly url?: string
  readonly token?: string
  readonly key?: string
  readonly output?: string
  readonly report: string
}

/** Lines to be run, and who is told of the answers. */
export interface BulkJob {
  readonly chunks: AsyncIterable<Buffer>
  readonly options: BulkOptions
  readonly onAnswers: (answers: readonly Pick<BulkAnswer, 'isRefused' | 'text'>[]) => Promise<void>
}
