import type { SelectStmt } from '@pgsql/types'
import type { Scope } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import { commonType } from '../sql-type.ts'
import { tailClauses } from './tail-clauses.ts'
import type { Translated } from './translated.ts'
import type { Translation } from './translation.ts'

/** UNION, INTERSECT, EXCEPT */
export function combinedSelect(translation: Translation, node: SelectStmt, scope: Scope): Translated {
  if (!node.larg || !node.rarg) throw unsupported('this UNION')
  const word = node.op === 'SETOP_UNION' ? 'UNION' : node.op === 'SETOP_INTERSECT' ? 'INTERSECT' : 'EXCEPT'
  const left = translation.select(node.larg, scope, false)
  const right = translation.select(node.rarg, scope, false)
  if (left.columns.length !== right.columns.length)
    throw new SqlError(`each ${word} query must have the same number of columns`)
  const columns = left.columns.map((column, at) => ({
    ...column,
    type: commonType([column.type, right.columns[at]?.type ?? column.type], word),
  }))
  const source = translation.name('u')
  const body = `((${left.sql}) ${word}${node.all === true ? ' ALL' : ''} (${right.sql}))`
  return { sql: `SELECT * FROM ${body} ${source}${tailClauses(translation, node, columns, scope)}`, columns }
}
