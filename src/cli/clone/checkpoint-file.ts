import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { JsonValue } from '../../core/json.ts'
import { isObject } from '../../harvest/record-values.ts'

export interface CheckpointFile {
  /** Where an earlier clone with the same key was broken off; null: nowhere. */
  readonly read: () => Promise<JsonValue>
  readonly write: (checkpoint: JsonValue) => Promise<void>
  readonly remove: () => Promise<void>
}

/** Remembers in a file how far a clone is. `key` tells which: of another one nothing is taken over. */
export const checkpointFile = (file: string, key: string): CheckpointFile => ({
  read: async () => {
    try {
      const kept = JSON.parse(await readFile(file, 'utf8')) as JsonValue
      return isObject(kept) && kept.key === key ? (kept.checkpoint ?? null) : null
    } catch {
      return null
    }
  },
  write: async (checkpoint) => {
    await writeFile(`${file}.part`, JSON.stringify({ key, checkpoint }))
    await rename(`${file}.part`, file)
  },
  remove: () => rm(file, { force: true }),
})
