import type { JobKind } from './define-job.ts'

/** What a job gets while it runs. */
export interface RunningJob {
  readonly id: string
  /** 1 for the first. */
  readonly attempt: number
  /** Aborted when the time is up, the job is cancelled or the process ends; give it to fetch and the like. */
  readonly signal: AbortSignal
  /** Adds a line to the job's log. */
  readonly log: (line: string) => void
  /** Says how much is done, 0 to 1. */
  readonly progress: (part: number) => void
}

/** @returns kept as the job's result: JSON, small @throws GiveUp when another attempt would not help */
export type RunJob<Data> = (data: Data, job: RunningJob) => Promise<unknown>

export interface JobHandler {
  readonly kind: JobKind<unknown>
  readonly run: RunJob<unknown>
  /** Seconds from one run to the next, for a kind that comes again by itself; its data is null. */
  readonly every: number | undefined
}

/** Says what jobs of a kind do; a worker takes only kinds that it has a handler of. */
export const handleJob = <Data>(
  kind: JobKind<Data>,
  run: RunJob<Data>,
  { every }: { readonly every?: number | undefined } = {},
): JobHandler => ({ kind: kind as JobKind<unknown>, run: run as RunJob<unknown>, every })
