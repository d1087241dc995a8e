import type { JobClaim, JobLogLine } from '../store/jobs.ts'
import type { Store } from '../store/store.ts'

/** Lines of one attempt beyond this are not kept. */
const MOST_LINES = 10_000
const LONGEST_LINE = 2000

export interface JobLog {
  readonly log: (line: string) => void
  readonly progress: (part: number) => void
  /** Writes what has gathered. */
  readonly flush: (tx: Store) => Promise<void>
  readonly isEmpty: () => boolean
}

/** Gathers what an attempt says, so that a talkative job does not write a transaction a line. */
export function createJobLog(claim: JobClaim): JobLog {
  let lines: JobLogLine[] = []
  let count = 0
  let part: number | null = null
  return {
    log: (line) => {
      count++
      if (count > MOST_LINES) return
      const text = count === MOST_LINES ? 'The log is full.' : line.slice(0, LONGEST_LINE)
      lines.push({ time: Date.now(), line: text })
    },
    progress: (value) => {
      part = Math.min(1, Math.max(0, value))
    },
    isEmpty: () => lines.length === 0 && part === null,
    flush: async (tx) => {
      const gathered = lines
      const reached = part
      lines = []
      part = null
      await tx.jobs.report(claim, reached, gathered)
    },
  }
}
