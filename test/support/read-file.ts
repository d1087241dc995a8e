import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TypedCell } from '../../src/tables/convert-cell.ts'
import type { TableReport } from '../../src/tables/load-report.ts'
import { readTableFile, type ReaderOptions } from '../../src/tables/table-reader.ts'

export interface ReadFile {
  /** `name:type` of each column. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly TypedCell[])[]
  readonly report: TableReport
}

/** Reads a table as the loader does, from a path or from bytes put into a file. */
export async function readFile(from: string | Buffer, more: Partial<ReaderOptions> = {}): Promise<ReadFile> {
  const folder = mkdtempSync(join(tmpdir(), 'tables-'))
  const path = typeof from === 'string' ? from : join(folder, 'file')
  if (typeof from !== 'string') writeFileSync(path, from)
  try {
    return await readTableFile(path, { folder, ...more }, async (table) => {
      const rows: (readonly TypedCell[])[] = []
      for await (const batch of table.rows)
        rows.push(...(JSON.parse(Buffer.from(batch).toString('utf8')) as (readonly TypedCell[])[]))
      return { columns: table.columns.map(({ id, type }) => `${id}:${type}`), rows, report: table.report() }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
