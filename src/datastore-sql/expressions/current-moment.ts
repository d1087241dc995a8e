import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { SqlRefused } from '../sql-error.ts'
import type { SqlType } from '../sql-type.ts'

const NOW: Readonly<Record<string, readonly [string, SqlType]>> = {
  SVFOP_CURRENT_DATE: ['current_date', 'date'],
  SVFOP_CURRENT_TIMESTAMP: ['now()', 'timestamptz'],
  SVFOP_CURRENT_TIMESTAMP_N: ['now()', 'timestamptz'],
  SVFOP_LOCALTIMESTAMP: ['CAST(now() AS TIMESTAMP)', 'timestamp'],
  SVFOP_LOCALTIMESTAMP_N: ['CAST(now() AS TIMESTAMP)', 'timestamp'],
  SVFOP_LOCALTIME: ['CAST(now() AS TIME)', 'time'],
  SVFOP_CURRENT_TIME: ['CAST(now() AS TIME)', 'time'],
}

/** `CURRENT_DATE` and the like. @throws SqlRefused for `CURRENT_USER` and the like */
export function currentMoment(
  node: Extract<Node, { SQLValueFunction: unknown }>['SQLValueFunction'],
): Expression {
  const op: string = node.op ?? ''
  const found = NOW[op]
  if (!found)
    throw new SqlRefused(`Not authorized to call function ${op.replace(/^SVFOP_/, '').toLowerCase()}`)
  return { sql: found[0], type: found[1] }
}
