import { once } from 'node:events'
import type { TypedCell } from './convert-cell.ts'
import { openTable } from './open-table.ts'
import { readTable } from './read-table.ts'
import type { ReaderMessage } from './reader-message.ts'
import { TABLE_LIMITS } from './table-limits.ts'
import { UnreadableTable } from './unreadable-table.ts'

/**
 * The process that reads a strange file for table-reader.ts: `node table-reader-child.ts FILE FOLDER OVERRIDES`. It writes one
 * JSON text a line: what the table is, batches of rows, how it ended.
 */
const BATCH_TEXT = 512 * 1024
const BATCH_ROWS = 1000

async function write(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}

const say = (message: ReaderMessage): Promise<void> => write(JSON.stringify(message))

function lengthOf(row: readonly TypedCell[]): number {
  let length = row.length * 8
  for (const cell of row) if (typeof cell === 'string') length += cell.length
  return length
}

async function writeRows(rows: readonly (readonly TypedCell[])[]): Promise<void> {
  let from = 0
  let length = 0
  for (const [at, row] of rows.entries()) {
    length += lengthOf(row)
    if (length < BATCH_TEXT && at - from < BATCH_ROWS) continue
    await write(JSON.stringify(rows.slice(from, at + 1)))
    from = at + 1
    length = 0
  }
  if (from < rows.length) await write(JSON.stringify(rows.slice(from)))
}

async function main(file: string, folder: string, overrides: string): Promise<void> {
  try {
    const source = await openTable(file, folder, TABLE_LIMITS)
    const types = JSON.parse(overrides) as Readonly<Record<string, string>>
    for await (const event of readTable(source, TABLE_LIMITS, types)) {
      if (event.kind === 'rows') await writeRows(event.rows)
      else if (event.kind === 'columns') await say({ columns: event.columns, count: event.count })
      else await say({ report: event.report })
    }
  } catch (error) {
    await say(
      error instanceof UnreadableTable
        ? { unreadable: error.message }
        : { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) },
    )
  }
}

const [file = '', folder = '', overrides = '{}'] = process.argv.slice(2)
await main(file, folder, overrides)
