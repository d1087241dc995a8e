import type { SelectStmt } from '@pgsql/types'
import { orderList } from '../expressions/order-list.ts'
import type { Place } from '../expressions/place.ts'
import { SqlError } from '../sql-error.ts'
import { byOutput } from './by-output.ts'
import { positionOf } from './position-of.ts'
import type { Target } from './target.ts'

/** ORDER BY of a SELECT with its own FROM. */
export function orderClause(node: SelectStmt, targets: readonly Target[], place: Place): string {
  const isDistinct =
    (node.distinctClause?.length ?? 0) > 0 &&
    node.distinctClause?.every((one) => Object.keys(one).length === 0)
  return orderList(node.sortClause, (one) => {
    const sql = byOutput(one, targets, place)
    if (isDistinct !== true) return sql
    const at = positionOf(one, targets) ?? targets.findIndex(({ value }) => value.sql === sql)
    if (at < 0) throw new SqlError('for SELECT DISTINCT, ORDER BY expressions must appear in select list')
    return `o${at + 1}`
  })
}
