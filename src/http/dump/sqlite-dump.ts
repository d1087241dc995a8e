import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSqliteFile, type SqliteFile } from '../../datastore/sqlite-file.ts'
import { rowsOf } from './compact-json.ts'
import type { RowsPart } from './dump-rows.ts'
import { dumpValue } from './dump-value.ts'

/**
 * An SQLite database with the rows in the table `rows`. It can't be written from its beginning to its end, so it is made
 * as a file first.
 *
 * @param folder for the file; it is removed at the end
 */
export async function* sqliteDump(
  parts: AsyncIterable<RowsPart>,
  folder: string,
): AsyncGenerator<Uint8Array> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `dump-${randomUUID()}.sqlite`)
  let target: SqliteFile | undefined
  try {
    for await (const { fields, text } of parts) {
      target ??= createSqliteFile(file, 'rows', fields)
      target.add(rowsOf(text).map((row) => row.map((value) => dumpValue(value))))
    }
    target?.close()
    yield* createReadStream(file) as AsyncIterable<Uint8Array>
  } finally {
    target?.close()
    await rm(file, { force: true })
  }
}
