import type { A_Expr } from '@pgsql/types'
import { castTo } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { binary, comparable } from '../operators.ts'
import { SqlError } from '../sql-error.ts'
import { elementOf, isArray } from '../sql-type.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

/** `x = ANY (list)`; one element is enough, or with ALL every one must fit. */
export function overList(node: A_Expr, place: Place, all: boolean): Expression {
  const left = place.translate(node.lexpr, place)
  const given = place.translate(node.rexpr, place)
  const list =
    given.type === 'unknown' ? castTo(given, `_${left.type === 'unknown' ? 'text' : left.type}`) : given
  if (!isArray(list.type)) throw new SqlError('op ANY/ALL (array) requires array on right side')
  const sign = strings(node.name).at(-1) ?? '='
  const element: Expression = { sql: 'one', type: elementOf(list.type) }
  if (sign === '=' && !all) {
    const [a] = comparable('=', left, element)
    return { sql: `list_contains(${list.sql}, ${a.sql})`, type: 'bool' }
  }
  const test = binary(sign, left, element).sql
  const fits = `len(list_filter(${list.sql}, lambda one: ${test}))`
  return { sql: all ? `(${fits} = len(${list.sql}))` : `(${fits} > 0)`, type: 'bool' }
}
