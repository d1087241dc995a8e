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

/** For callers that only want the lines as text. */
export const reportText = (line: ReportLine): string =>
  `${line.source}, line ${String(line.line)}${line.name === null ? '' : ` (${line.name})`}: ${line.reason ?? toJson(line.repaired)}`
