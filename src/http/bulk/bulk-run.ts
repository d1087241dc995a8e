import type { Caller } from '../../actions/call.ts'
import type { BulkKey } from './bulk-journal.ts'
import type { BulkOptions } from './bulk-options.ts'

/** The answer to a line. */
export interface BulkAnswer {
  readonly line: number
  readonly isRefused: boolean
  /** A line of JSON, with its end. */
  readonly text: string
}

/** How lines are run, for whom, and who is told. */
export interface BulkRun {
  readonly options: BulkOptions
  /** Asked again for each batch: a token may have been revoked in between. */
  readonly caller: () => Promise<Caller>
  /** A repeated run with the same key does no line twice. */
  readonly key?: BulkKey | undefined
  /** What a dry run takes at the most: nobody else can write while it lasts. */
  readonly dryRunLimit?: { readonly lines: number; readonly bytes: number } | undefined
  /** Nobody waits for answers any more. */
  readonly isAborted: () => boolean
  /** Told in the order of the lines, of writing ones after their commit. In a dry run it must not wait for anybody. */
  readonly onAnswers: (answers: readonly BulkAnswer[]) => Promise<void>
  /** Told of errors that are not the caller's fault. */
  readonly onFault: (error: unknown) => void
}
