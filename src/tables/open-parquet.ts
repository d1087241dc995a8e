import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { RawCell, RawRow, TableSource } from './table-source.ts'
import { UnreadableTable } from './unreadable-table.ts'

const BATCH = 5000

/** JSON has no big integers and no dates: they become text. */
const plain = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value

function cellOf(value: unknown): RawCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? null : value.toISOString().replace(/\.000Z$|Z$/, '')
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (typeof value === 'object') return { json: JSON.stringify(value, plain) }
  if (typeof value === 'number' && !Number.isFinite(value)) return null
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : null
}

/** Parquet, read row group by row group. @throws UnreadableTable */
export async function openParquet(path: string): Promise<TableSource> {
  const file = await asyncBufferFromFile(path)
  let metadata
  try {
    metadata = await parquetMetadataAsync(file)
  } catch (error) {
    throw new UnreadableTable(
      `The Parquet file is broken: ${error instanceof Error ? error.message : String(error)}.`,
    )
  }
  const names = parquetSchema(metadata).children.map((child) => child.element.name)
  const count = Number(metadata.num_rows)
  return {
    format: 'Parquet',
    names,
    decisions: [],
    rows: async function* () {
      for (let rowStart = 0; rowStart < count; rowStart += BATCH) {
        const rowEnd = Math.min(count, rowStart + BATCH)
        const records = await parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd })
        yield records.map((record): RawRow => names.map((name) => cellOf(record[name])))
      }
    },
  }
}
