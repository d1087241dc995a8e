import type { A_Expr } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { binary } from '../operators.ts'
import { unsupported } from '../sql-error.ts'
import { itemsOf } from './items-of.ts'
import type { Place } from './place.ts'

/** `x BETWEEN low AND high` */
export function between(node: A_Expr, place: Place): Expression {
  const value = place.translate(node.lexpr, place)
  const [low, high] = itemsOf(node.rexpr).map((item) => place.translate(item, place))
  if (!low || !high) throw unsupported('BETWEEN without two ends')
  const within = `(${binary('>=', value, low).sql} AND ${binary('<=', value, high).sql})`
  const swapped = `(${binary('>=', value, high).sql} AND ${binary('<=', value, low).sql})`
  const sql = node.kind?.endsWith('_SYM') === true ? `(${within} OR ${swapped})` : within
  return { sql: node.kind?.startsWith('AEXPR_NOT') === true ? `(NOT ${sql})` : sql, type: 'bool' }
}
