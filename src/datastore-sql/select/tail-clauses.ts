import type { SelectStmt } from '@pgsql/types'
import { orderList } from '../expressions/order-list.ts'
import type { Scope } from '../scope.ts'
import { SqlError } from '../sql-error.ts'
import { limits } from './limits.ts'
import { positionOf } from './position-of.ts'
import type { OutputColumn } from './translated.ts'
import type { Translation } from './translation.ts'

/** ORDER BY, LIMIT and OFFSET of what has no FROM of its own: names and positions of its columns. */
export function tailClauses(
  translation: Translation,
  node: SelectStmt,
  columns: readonly OutputColumn[],
  scope: Scope,
): string {
  const order = orderList(node.sortClause, (one) => {
    const at = positionOf(one, columns)
    if (at === undefined)
      throw new SqlError('Only result column names can be used, not expressions or functions.')
    return columns[at]?.sqlName ?? ''
  })
  return order + limits(translation, node, scope)
}
