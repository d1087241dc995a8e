import { NotAuthorized, ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { TableInfo } from '../../datastore/door.ts'
import { NotOneStatement, SqlError, SqlRefused } from '../../datastore-sql/sql-error.ts'
import { SqlTimeout } from '../../datastore-sql/sql-pool.ts'
import type { Context } from '../../kernel/context.ts'
import { requireTableReadable } from './datastore-find.ts'

/** CKAN's answer to what its database refuses. */
function refusal(message: string, sql: string): ValidationError {
  const [first = ''] = message.split('\n')
  return new ValidationError({
    query: [first],
    info: { statement: [sql], params: [{}], orig: [first] },
  } as never)
}

/** The engine's errors as those of an action. */
async function said<T>(sql: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotOneStatement)
      throw new ValidationError({ query: ['Query is not a single statement.'] })
    if (error instanceof SqlRefused) throw new NotAuthorized(error.message)
    if (error instanceof SqlTimeout) throw new ValidationError({ query: ['Query took too long'] })
    if (error instanceof SqlError) throw refusal(error.message, sql)
    throw error
  }
}

/** The tables that a statement names, each of which the caller may read. @throws ValidationError, NotAuthorized */
async function readableTables(context: Context, sql: string): Promise<ReadonlyMap<string, TableInfo>> {
  const tables = new Map<string, TableInfo>()
  for (const name of await context.sql.relations(sql)) {
    const table = await context.datastore.find(name)
    if (!table) throw new SqlError(`relation "${name}" does not exist`)
    tables.set(name, table)
  }
  for (const { resourceId } of tables.values()) await requireTableReadable(context, resourceId)
  return tables
}

/** datastore_search_sql after its rules. @throws ValidationError, NotAuthorized */
export async function searchSql(context: Context, params: Params): Promise<Params> {
  const sql = String(params['sql'])
  const { __extras: extras, ...asked } = params
  const limit = context.config['ckan.datastore.search.rows_max']
  const found = await said(sql, async () => context.sql.run(sql, await readableTables(context, sql), limit))
  return {
    ...(extras as Params | undefined),
    ...asked,
    fields: found.fields,
    records: found.records,
    ...(found.isTruncated ? { records_truncated: true } : {}),
  }
}
