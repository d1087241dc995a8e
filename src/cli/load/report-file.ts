import { type FileHandle, open, rm } from 'node:fs/promises'
import { toJson } from '../../core/json.ts'
import type { ReportLine } from './load-summary.ts'

export interface ReportFile {
  readonly add: (line: ReportLine) => void
  /** @returns whether anything was reported */
  readonly close: () => Promise<boolean>
}

/**
 * A JSON line for each record that was refused or repaired. The file is made with the first of them; without any, the
 * report of an earlier run is removed.
 */
export function reportFile(file: string): ReportFile {
  let writing: Promise<FileHandle> | undefined
  const write = async (before: Promise<FileHandle> | undefined, line: ReportLine): Promise<FileHandle> => {
    const handle = before ? await before : await open(file, 'w')
    await handle.write(`${JSON.stringify(line)}\n`)
    return handle
  }
  return {
    add: (line) => {
      writing = write(writing, line)
      // Seen by close; until then no failure is left unhandled.
      writing.catch(() => undefined)
    },
    close: async () => {
      if (!writing) {
        await rm(file, { force: true })
        return false
      }
      await (await writing).close()
      return true
    },
  }
}

/** The most that one line on a terminal tells. */
const LONGEST = 300

/** A report line for people; the file has the whole reason. */
export function reportText({ source, line, name, reason, repaired }: ReportLine): string {
  const what = reason ?? toJson(repaired)
  const cut = what.length > LONGEST ? `${what.slice(0, LONGEST)} …` : what
  return `${source}, line ${String(line)}${name === null ? '' : ` (${name})`}: ${cut}`
}
