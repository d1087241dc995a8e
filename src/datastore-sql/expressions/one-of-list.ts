import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import type { Place } from './place.ts'
import { unified } from './unified.ts'

/** What is made of values of one type: COALESCE, LEAST, GREATEST, ARRAY; undefined: the node is none of these. */
export function oneOfList(node: Node, place: Place): Expression | undefined {
  if ('CoalesceExpr' in node) {
    const { values, type } = unified(node.CoalesceExpr.args ?? [], place, 'COALESCE')
    return { sql: `coalesce(${values.map(({ sql }) => sql).join(', ')})`, type }
  }
  if ('MinMaxExpr' in node) {
    const { values, type } = unified(
      node.MinMaxExpr.args ?? [],
      place,
      node.MinMaxExpr.op === 'IS_LEAST' ? 'LEAST' : 'GREATEST',
    )
    return {
      sql: `${node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest'}(${values.map(({ sql }) => sql).join(', ')})`,
      type,
    }
  }
  if ('A_ArrayExpr' in node) {
    const { values, type } = unified(node.A_ArrayExpr.elements ?? [], place, 'ARRAY')
    return { sql: `[${values.map(({ sql }) => sql).join(', ')}]`, type: `_${type}` }
  }
  return undefined
}
