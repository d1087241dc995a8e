import {
  BOOLEAN,
  DOUBLE,
  DuckDBInstance,
  DuckDBScalarFunction,
  VARCHAR,
  type DuckDBConnection,
} from '@duckdb/node-api'
import { COPY_TABLE, fillCopy } from './column-copy.ts'
import { quoted } from './expression.ts'
import { findRelations } from './find-relations.ts'
import { loadParser, parseStatement } from './parse-statement.ts'
import { renderCell } from './render-cell.ts'
import { NotOneStatement, SqlError, SqlRefused } from './sql-error.ts'
import type { AttachedTable, SqlAnswer, SqlRequest } from './sql-messages.ts'
import type { OutputColumn } from './select/translated.ts'
import { translateSelect } from './select/translate-select.ts'
import { SQL_SETUP } from './sql-setup.ts'
import { isArray, shownType } from './sql-type.ts'
import { TEXT_FUNCTIONS, type NamedTextFunction } from './text-functions.ts'

/** The process that runs strange SQL for sql-pool.ts. It may be killed at any moment and holds nothing that lasts. */
const RESULT_TYPES = { text: VARCHAR, bool: BOOLEAN, float8: DOUBLE }
/** Letters that an answer may have. */
const LARGEST_ANSWER = 200_000_000

function register(connection: DuckDBConnection, { name, parameters, result, call }: NamedTextFunction): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: Array.from({ length: parameters }, () => VARCHAR),
      returnType: RESULT_TYPES[result],
      mainFunction: (info, input, output) => {
        const columns = Array.from({ length: parameters }, (_, at) => input.getColumnVector(at))
        try {
          for (let row = 0; row < input.rowCount; row++) {
            const args = columns.map((column) => column.getItem(row) as string | null)
            output.setItem(row, args.includes(null) ? null : call(...(args as string[])))
          }
          output.flush()
        } catch (error) {
          info.setError(error instanceof Error ? error.message : String(error))
        }
      },
    }),
  )
}

interface OpenDatabase {
  readonly connection: DuckDBConnection
  readonly close: () => void
}

async function openDatabase(memory: number): Promise<OpenDatabase> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memory}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    temp_directory: '',
  })
  const connection = await instance.connect()
  return {
    connection,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A database that knows what DuckDB lacks of PostgreSQL. */
async function prepareDatabase(memory: number): Promise<OpenDatabase> {
  const open = await openDatabase(memory)
  for (const statement of SQL_SETUP) await open.connection.run(statement)
  for (const one of TEXT_FUNCTIONS) register(open.connection, one)
  return open
}

/** The one for the next statement is made while nobody waits. */
let spare: { readonly memory: number; readonly database: Promise<OpenDatabase> } | undefined

async function takeDatabase(memory: number): Promise<OpenDatabase> {
  const taken = spare
  spare = undefined
  if (taken?.memory === memory) return taken.database
  return prepareDatabase(memory)
}

function prepareNext(memory: number): void {
  if (spare) return
  const database = prepareDatabase(memory)
  database.catch(() => (spare = undefined))
  spare = { memory, database }
}

/** Milliseconds for which tables stay open after a statement. */
const KEPT_OPEN = 10_000

/** Serves one statement after another for as long as they are over the very same tables: it can open no others. */
let last: { readonly key: string; readonly database: OpenDatabase } | undefined
let closing: NodeJS.Timeout | undefined

function closeLast(): void {
  last?.database.close()
  last = undefined
}

/** A database that has the given tables open, and nothing else; from now on the one for the next statement over them. */
async function databaseWith(tables: readonly AttachedTable[], memory: number): Promise<OpenDatabase> {
  clearTimeout(closing)
  const key = JSON.stringify([memory, tables.map(({ file }) => file)])
  if (last?.key === key) return last.database
  closeLast()
  const database = await takeDatabase(memory)
  try {
    await attach(database.connection, tables)
  } catch (error) {
    database.close()
    throw error
  }
  last = { key, database }
  return database
}

async function attach(connection: DuckDBConnection, tables: readonly AttachedTable[]): Promise<void> {
  for (const [at, { file }] of tables.entries())
    await connection.run(`ATTACH ${quoted(file)} AS d${at} (READ_ONLY)`)
  // From here on no file, no network, no other setting.
  await connection.run('SET enable_external_access = false')
  await connection.run('SET lock_configuration = true')
}

/** The text of a column for the answer. */
function shown({ sqlName, type, written }: OutputColumn): string {
  if (written !== undefined) return written
  if (isArray(type)) return `CAST(to_json(${sqlName}) AS VARCHAR)`
  const [kind, how = 'query', language = 'english'] = type.split(':')
  if (kind === 'tsquery') return `pg_show_query(${sqlName}, ${quoted(how)}, ${quoted(language)})`
  return `CAST(${sqlName} AS VARCHAR)`
}

const hasNoTable = (sql: string): boolean => !sql.includes(' FROM ')

/** DuckDB's message without its own names for things. */
function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const [first = ''] = text
    .replace(/^(?:[A-Z][a-z]+ )+Error: /, '')
    .replace(/^Error: /, '')
    .split('\n')
  if (
    /^could not allocate|Out of Memory|memory limit|failed to (?:allocate|offload)/i.test(
      first + text.slice(0, 40),
    )
  )
    return 'the query needs more memory than it may take: ask for fewer rows or columns'
  return first.replace(/\b(?:d\d+\.)?(?:main\.)?data\b/g, 'the table').slice(0, 500)
}

async function run({ sql, tables, limit, memory }: Extract<SqlRequest, { kind: 'run' }>): Promise<SqlAnswer> {
  const found = new Map(
    tables.flatMap((table, at) =>
      table.names.map(
        (name) => [name, { sqlName: `d${at}.main.${COPY_TABLE}`, columns: table.columns }] as const,
      ),
    ),
  )
  const tree = parseStatement(sql)
  const { sql: translated, columns } = translateSelect(tree, (name) => found.get(name), sql)
  const list = columns.map((column) => shown(column)).join(', ') || 'NULL'
  try {
    const { connection } = await databaseWith(tables, memory)
    const reader = await connection.runAndReadAll(`SELECT ${list} FROM (${translated}) LIMIT ${limit + 1}`)
    const rows = reader.getRows() as (string | null)[][]
    const fields = columns.map(({ name, type }) => ({ id: name, type: shownType(type) }))
    return {
      kind: 'rows',
      fields,
      records: recordsText(rows.slice(0, limit), columns, hasNoTable(translated)),
      isTruncated: rows.length > limit,
    }
  } catch (error) {
    // What a statement that failed has left behind is not worth knowing.
    closeLast()
    throw error instanceof SqlError ? error : new SqlError(messageOf(error))
  } finally {
    closing = setTimeout(closeLast, KEPT_OPEN)
  }
}

/** Of columns of one name the last one counts, as in Python's dictionaries. */
function recordsText(
  rows: readonly (readonly (string | null)[])[],
  columns: readonly OutputColumn[],
  isConstant: boolean,
): string {
  const last = new Map(columns.map(({ name }, at) => [name, at]))
  const kept = [...last].map(([name, at]) => ({
    key: JSON.stringify(name),
    at,
    type: columns[at]?.type ?? 'text',
    isExact: isConstant || columns[at]?.written !== undefined,
  }))
  let length = 0
  const parts = rows.map((row) => {
    const text = `{${kept.map(({ key, at, type, isExact }) => `${key}: ${renderCell(row[at] ?? null, type, isExact)}`).join(', ')}}`
    length += text.length
    if (length > LARGEST_ANSWER) throw new SqlError('the answer is too large: ask for fewer rows or columns')
    return text
  })
  return `[${parts.join(', ')}]`
}

async function copy({
  csv,
  file,
  types,
  widths,
  memory,
}: Extract<SqlRequest, { kind: 'copy' }>): Promise<SqlAnswer> {
  const { connection, close } = await openDatabase(memory)
  try {
    await connection.run(`SET TimeZone = 'UTC'`)
    await connection.run(`SET preserve_insertion_order = true`)
    await connection.run(`ATTACH ${quoted(file)} AS copy`)
    for (const statement of fillCopy(csv, types, widths)) await connection.run(statement)
    await connection.run('DETACH copy')
    return { kind: 'copied' }
  } finally {
    close()
  }
}

async function answer(request: SqlRequest): Promise<SqlAnswer> {
  try {
    switch (request.kind) {
      case 'relations':
        return { kind: 'relations', names: findRelations(parseStatement(request.sql)) }
      case 'run':
        return await run(request)
      case 'copy':
        return await copy(request)
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof NotOneStatement) return { kind: 'error', error: 'statements', message }
    if (error instanceof SqlRefused) return { kind: 'error', error: 'refused', message }
    if (error instanceof SqlError) return { kind: 'error', error: 'sql', message }
    if (error instanceof RangeError)
      return { kind: 'error', error: 'sql', message: 'stack depth limit exceeded' }
    return {
      kind: 'error',
      error: 'fault',
      message: error instanceof Error ? (error.stack ?? message) : message,
    }
  }
}

await loadParser()
process.on('message', (request: SqlRequest) => {
  void answer(request).then((result) => {
    process.send?.(result)
    if (request.kind === 'run') prepareNext(request.memory)
  })
})
process.on('disconnect', () => {
  process.exit(0)
})
process.send?.({ kind: 'copied' } satisfies SqlAnswer)
