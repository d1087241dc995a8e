import type { NumberWidths } from '../datastore/door.ts'
import { quoted } from './expression.ts'
import { duckType, elementOf, isArray, type SqlType } from './sql-type.ts'

/** A column of a table's copy. */
export interface CopiedColumn {
  readonly name: string
  readonly type: SqlType
  /** In DuckDB's words, `@` stands for the table. */
  readonly sqlName: string
  /** Of numbers: a column with the texts that they were written as. */
  readonly written?: string
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

/** `1.10` and `1.1` are the same number to compute with, but not to show. */
const isWritten = (type: SqlType): boolean => type === 'numeric' || type === '_numeric'

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
  const own = columns.map(({ id, type }, at): CopiedColumn => {
    const column = { name: id, type: copiedType(type), sqlName: `c${at + 1}` }
    return isWritten(type) ? { ...column, written: `c${at + 1}w` } : column
  })
  const texts = own.map(({ type, sqlName, written }) =>
    type === 'text' ? `@.${sqlName}` : (written && `@.${written}`) || `CAST(@.${sqlName} AS VARCHAR)`,
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

/** Whether a decimal shows by itself how its numbers were written: all have as many digits behind the point. */
const showsItself = (wide: NumberWidths): boolean =>
  numericType(wide) !== 'DOUBLE' && wide.fraction === wide.leastFraction

interface FilledColumn {
  readonly name: string
  readonly type: string
  /** What it is filled with, or made of when it takes no space of its own. */
  readonly sql: string
  readonly isMade?: boolean
}

function filledColumns(at: number, given: string, wide: NumberWidths | null): readonly FilledColumn[] {
  const name = `c${at}`
  const type = copiedType(given)
  const numeric = wide ? numericType(wide) : 'DOUBLE'
  const duck = type === 'numeric' ? numeric : isKept(type) ? duckType(type) : 'VARCHAR'
  const column = { name, type: duck, sql: value(at, type, numeric) }
  if (!isWritten(type)) return [column]
  const text = { name: `${name}w`, type: 'VARCHAR' }
  return wide && showsItself(wide)
    ? [column, { ...text, sql: `CAST(${name} AS VARCHAR)`, isMade: true }]
    : [column, { ...text, sql: name }]
}

/**
 * Makes and fills the table of a copy.
 *
 * @param widths of the numbers of each column, as the DataStore told with the CSV
 * @returns the statements that do it
 */
export function fillCopy(
  csv: string,
  types: readonly string[],
  widths: readonly (NumberWidths | null)[],
): readonly string[] {
  const columns: readonly FilledColumn[] = [
    { name: 'c0', type: 'INTEGER', sql: 'CAST(c0 AS INTEGER)' },
    ...types.flatMap((type, at) => filledColumns(at + 1, type, widths[at] ?? null)),
  ]
  const definitions = columns.map(
    ({ name, type, sql, isMade }) =>
      `${name} ${type}${isMade === true ? ` GENERATED ALWAYS AS (${sql}) VIRTUAL` : ''}`,
  )
  const filled = columns.filter(({ isMade }) => isMade !== true)
  return [
    `CREATE TABLE copy.${COPY_TABLE} (${definitions.join(', ')})`,
    `INSERT INTO copy.${COPY_TABLE} (${filled.map(({ name }) => name).join(', ')})
     SELECT ${filled.map(({ sql }) => sql).join(', ')} FROM ${readCsv(csv, types.length)}`,
  ]
}
