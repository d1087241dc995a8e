import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer'
import type { ShownField } from '../../datastore/door.ts'
import { rowsOf } from './compact-json.ts'
import type { RowsPart } from './dump-rows.ts'
import { valueText, dumpValue, type DumpValue } from './dump-value.ts'

/** A row group ends after so many rows, or characters of their text. */
const GROUP_ROWS = 100_000
const GROUP_TEXT = 16_000_000

/** How a column lies in Parquet. */
interface Column {
  readonly element: Omit<SchemaElement, 'name'>
  readonly convert: (value: Exclude<DumpValue, null>) => unknown
}

const TEXT: Column = { element: { type: 'BYTE_ARRAY', converted_type: 'UTF8' }, convert: valueText }
const DOUBLE: Column = { element: { type: 'DOUBLE' }, convert: Number }
const WHOLE: Column = { element: { type: 'INT32' }, convert: Number }

/** A time that JavaScript can say; others are null. */
function moment(value: Exclude<DumpValue, null>): Date | null {
  const text = valueText(value)
  const date = new Date(
    /[Z+]|-\d\d:\d\d$/.test(text.slice(10)) ? text : text.length === 10 ? text : `${text}Z`,
  )
  return Number.isNaN(date.getTime()) ? null : date
}

const COLUMNS: Readonly<Record<string, Column>> = {
  int: WHOLE,
  int2: WHOLE,
  int4: WHOLE,
  int8: { element: { type: 'INT64' }, convert: (value) => BigInt(valueText(value)) },
  numeric: DOUBLE,
  float4: DOUBLE,
  float8: DOUBLE,
  bool: { element: { type: 'BOOLEAN' }, convert: Boolean },
  timestamp: { element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }, convert: moment },
  timestamptz: { element: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }, convert: moment },
  date: { element: { type: 'INT32', converted_type: 'DATE' }, convert: moment },
}

const columnOf = ({ type }: ShownField): Column =>
  Object.hasOwn(COLUMNS, type) ? (COLUMNS[type] ?? TEXT) : TEXT

/** Names that Parquet can tell apart: each once. */
function uniqueNames(fields: readonly ShownField[]): readonly string[] {
  const taken = new Set<string>()
  return fields.map(({ id }) => {
    let name = id
    for (let count = 2; taken.has(name); count++) name = `${id}_${String(count)}`
    taken.add(name)
    return name
  })
}

/** Parquet, a row group at a time. Numbers are doubles, what has no type of its own there is text. */
export async function* parquetDump(parts: AsyncIterable<RowsPart>): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  let writer: ParquetWriter | undefined
  let columns: readonly Column[] = []
  let names: readonly string[] = []
  let data: unknown[][] = []
  let gathered = 0
  const taken = (): Uint8Array => {
    const chunk = bytes.getBytes().slice()
    bytes.index = 0
    return chunk
  }
  const writeGroup = async (): Promise<void> => {
    const columnData = names.map((name, at) => ({ name, data: data[at] ?? [] }))
    if ((data[0]?.length ?? 0) > 0) await writer?.write({ columnData, rowGroupSize: GROUP_ROWS })
    data = names.map(() => [])
    gathered = 0
  }
  for await (const { fields, text } of parts) {
    if (!writer) {
      columns = fields.map(columnOf)
      names = uniqueNames(fields)
      const schema: SchemaElement[] = [
        { name: 'root', num_children: fields.length },
        ...columns.map(({ element }, at) => ({
          ...element,
          name: names[at] ?? '',
          repetition_type: 'OPTIONAL' as const,
        })),
      ]
      writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'ckanister' })
      data = names.map(() => [])
    }
    for (const row of rowsOf(text))
      for (const [at, { convert }] of columns.entries()) {
        const value = dumpValue(row[at] ?? null)
        data[at]?.push(value === null ? null : convert(value))
      }
    gathered += text.length
    if (gathered < GROUP_TEXT && (data[0]?.length ?? 0) < GROUP_ROWS) continue
    await writeGroup()
    yield taken()
  }
  await writeGroup()
  await writer?.finish()
  yield taken()
}
