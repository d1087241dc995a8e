import { ValidationError } from '../../core/errors.ts'
import type { TableInfo } from '../../datastore/door.ts'
import { SqlError } from '../../datastore-sql/sql-error.ts'
import { SqlTimeout } from '../../datastore-sql/sql-pool.ts'
import type { Context } from '../../kernel/context.ts'

/** A name as SQL has it. */
export const inSql = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Asks one table in PostgreSQL's SQL, where it is called by the resource's id.
 *
 * @returns rows as JSON has them
 * @throws ValidationError when it can't be answered, or takes too long
 */
export async function askTable<Row>(
  context: Context,
  table: TableInfo,
  sql: string,
  limit: number,
): Promise<readonly Row[]> {
  try {
    const { records } = await context.sql.run(sql, new Map([[table.resourceId, table]]), limit)
    return JSON.parse(records.text) as Row[]
  } catch (error) {
    if (error instanceof SqlTimeout)
      throw new ValidationError({ query: ['Query took too long: ask for fewer columns, or filter the rows'] })
    if (error instanceof SqlError) throw new ValidationError({ query: [error.message] })
    throw error
  }
}
