import type { A_Expr } from '@pgsql/types'
import { castTo } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { binary, comparable, unary } from '../operators.ts'
import { between } from './between.ts'
import { membership } from './membership.ts'
import { overList } from './over-list.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

/** SIMILAR TO's pattern arrives inside a function call of the parser. */
function similar(node: A_Expr, place: Place): Expression {
  const value = castTo(place.translate(node.lexpr, place), 'text')
  const inner = node.rexpr && 'FuncCall' in node.rexpr ? node.rexpr.FuncCall.args?.[0] : node.rexpr
  const pattern = castTo(place.translate(inner, place), 'text')
  const isNot = strings(node.name)[0]?.startsWith('!') === true
  return {
    sql: `(${isNot ? 'NOT ' : ''}regexp_full_match(${value.sql}, replace(replace(${pattern.sql}, '%', '.*'), '_', '.')))`,
    type: 'bool',
  }
}

/** An operator between expressions. */
export function operation(node: A_Expr, place: Place): Expression {
  const sign = strings(node.name).at(-1) ?? ''
  switch (node.kind) {
    case 'AEXPR_IN':
      return membership(node, place)
    case 'AEXPR_BETWEEN':
    case 'AEXPR_NOT_BETWEEN':
    case 'AEXPR_BETWEEN_SYM':
    case 'AEXPR_NOT_BETWEEN_SYM':
      return between(node, place)
    case 'AEXPR_OP_ANY':
      return overList(node, place, false)
    case 'AEXPR_OP_ALL':
      return overList(node, place, true)
    case 'AEXPR_SIMILAR':
      return similar(node, place)
    case 'AEXPR_NULLIF': {
      const value = place.translate(node.lexpr, place)
      const [a, b] = comparable('=', value, place.translate(node.rexpr, place))
      return { sql: `nullif(${a.sql}, ${b.sql})`, type: a.type }
    }
    case 'AEXPR_DISTINCT':
    case 'AEXPR_NOT_DISTINCT': {
      const [a, b] = comparable('=', place.translate(node.lexpr, place), place.translate(node.rexpr, place))
      return {
        sql: `(${a.sql} IS ${node.kind === 'AEXPR_DISTINCT' ? '' : 'NOT '}DISTINCT FROM ${b.sql})`,
        type: 'bool',
      }
    }
    default:
      break
  }
  const right = place.translate(node.rexpr, place)
  if (!node.lexpr) return unary(sign, right)
  return binary(sign, place.translate(node.lexpr, place), right)
}
