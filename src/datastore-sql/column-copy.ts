import type { NumberWidths } from '../datastore/door.ts'
import { quoted } from './expression.ts'
import { duckType, elementOf, isArray, type SqlType } from './sql-type.ts'

/** A column of a table's copy. */
export interface CopiedColumn {
  readonly name: string
  readonly type: SqlType
  /** In DuckDB's words, `@` stands for the table. */
  readonly sqlName: string
}

/** The name of the one table in a copy's file. */
export const COPY_TABLE = 'data'

/** The types whose values have a type of their own in DuckDB; the others are kept as text. */
const KEPT = new Set([
  'int2',
  'int4',
  'int8',
  'numeric',
  'float4',
  'float8',
  'bool',
  'date',
  'timestamp',
  'timestamptz',
  'time',
  'interval',
])

const isKept = (type: SqlType): boolean =>
  isArray(type) ? KEPT.has(elementOf(type)) || elementOf(type) === 'text' : KEPT.has(type)

/** The type that a column has in the answers of SQL; what is not computed with is text of that name. */
const copiedType = (type: string): SqlType => (type === 'json' ? 'nested' : type)

const value = (at: number, type: SqlType, numeric: string): string => {
  if (isArray(type) && isKept(type)) return `CAST(from_json(c${at}, '["VARCHAR"]') AS ${duckType(type)})`
  if (!isKept(type)) return `c${at}`
  return `TRY_CAST(c${at} AS ${type === 'numeric' ? numeric : duckType(type)})`
}

/**
 * The columns as SQL knows them: `_id`, `_full_text`, then the table's own. `_full_text` is the text of all values, whose
 * words are found when it is asked for.
 */
export function copiedColumns(
  columns: readonly { readonly id: string; readonly type: string }[],
): readonly CopiedColumn[] {
  const own = columns.map(({ id, type }, at) => ({ name: id, type: copiedType(type), sqlName: `c${at + 1}` }))
  const texts = own.map(({ type, sqlName }) =>
    type === 'text' ? `@.${sqlName}` : `CAST(@.${sqlName} AS VARCHAR)`,
  )
  return [
    { name: '_id', type: 'int4', sqlName: 'c0' },
    {
      name: '_full_text',
      type: 'tsvector:english',
      sqlName: texts.length === 0 ? "''" : `concat_ws(' ', ${texts.join(', ')})`,
    },
    ...own,
  ]
}

/** Reads the CSV that the DataStore writes: null is nothing, every text stands in quotes. */
function readCsv(file: string, count: number): string {
  const names = Array.from({ length: count + 1 }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ')
  return `read_csv(${quoted(file)}, auto_detect = false, header = true, delim = ',', quote = '"',
    escape = '"', nullstr = '', allow_quoted_nulls = false, new_line = '\\n', columns = {${names}}, max_line_size = 67108864, buffer_size = 134217728)`
}

/** The decimal that holds every number of a column, or a double where no decimal does. */
function numericType({ whole, fraction, isOdd }: NumberWidths): string {
  if (isOdd || whole + fraction > 38) return 'DOUBLE'
  return `DECIMAL(${Math.max(whole + fraction, 18)},${fraction})`
}

/**
 * Fills the table of a copy.
 *
 * @param widths of the numbers of each column, as the DataStore told with the CSV
 */
export function fillCopy(
  csv: string,
  types: readonly string[],
  widths: readonly (NumberWidths | null)[],
): string {
  const list = types.map((type, at) => {
    const wide = widths[at]
    return `${value(at + 1, copiedType(type), wide ? numericType(wide) : 'DOUBLE')} AS c${at + 1}`
  })
  return `CREATE TABLE copy.${COPY_TABLE} AS SELECT ${['CAST(c0 AS INTEGER) AS c0', ...list].join(', ')} FROM ${readCsv(csv, types.length)}`
}
