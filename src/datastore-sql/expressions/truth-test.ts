import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { condition } from './condition.ts'
import type { Place } from './place.ts'

const BOOLEAN_TESTS: Readonly<Record<string, string>> = {
  IS_TRUE: 'IS NOT DISTINCT FROM true',
  IS_NOT_TRUE: 'IS DISTINCT FROM true',
  IS_FALSE: 'IS NOT DISTINCT FROM false',
  IS_NOT_FALSE: 'IS DISTINCT FROM false',
  IS_UNKNOWN: 'IS NULL',
  IS_NOT_UNKNOWN: 'IS NOT NULL',
}

/** AND, OR, NOT, `IS NULL`, `IS TRUE`; undefined: the node is none of these. */
export function truthTest(node: Node, place: Place): Expression | undefined {
  if ('BoolExpr' in node) {
    const parts = (node.BoolExpr.args ?? []).map((one) => condition(one, place))
    if (node.BoolExpr.boolop === 'NOT_EXPR') return { sql: `(NOT ${parts[0] ?? ''})`, type: 'bool' }
    return { sql: `(${parts.join(node.BoolExpr.boolop === 'OR_EXPR' ? ' OR ' : ' AND ')})`, type: 'bool' }
  }
  if ('NullTest' in node) {
    const value = place.translate(node.NullTest.arg, place)
    return {
      sql: `(${value.row ? (value.row[0]?.value.sql ?? 'NULL') : value.sql} IS ${node.NullTest.nulltesttype === 'IS_NULL' ? '' : 'NOT '}NULL)`,
      type: 'bool',
    }
  }
  if ('BooleanTest' in node)
    return {
      sql: `(${condition(node.BooleanTest.arg, place)} ${BOOLEAN_TESTS[node.BooleanTest.booltesttype ?? ''] ?? ''})`,
      type: 'bool',
    }
  return undefined
}
