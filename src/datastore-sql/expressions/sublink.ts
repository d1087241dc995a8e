import type { SubLink } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { comparable } from '../operators.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

/** A subquery inside an expression. */
export function sublink(node: SubLink, place: Place): Expression {
  const { subselect } = node
  if (!subselect) throw unsupported('this subquery')
  const { sql, types } = place.subquery(subselect, place.scope)
  const [type = 'text'] = types
  const one = (): void => {
    if (types.length !== 1) throw new SqlError('subquery must return only one column')
  }
  switch (node.subLinkType) {
    case 'EXISTS_SUBLINK':
      return { sql: `EXISTS (${sql})`, type: 'bool' }
    case 'EXPR_SUBLINK':
      one()
      return { sql: `(${sql})`, type }
    case 'ARRAY_SUBLINK':
      one()
      return { sql: `ARRAY(${sql})`, type: `_${type === 'unknown' ? 'text' : type}` }
    case 'ANY_SUBLINK':
    case 'ALL_SUBLINK': {
      const left = place.translate(node.testexpr, place)
      const sign = strings(node.operName).at(-1) ?? '='
      if (left.row) {
        if (node.subLinkType === 'ALL_SUBLINK' || sign !== '=')
          throw unsupported('a row compared with a subquery')
        return { sql: `((${left.row.map(({ value }) => value.sql).join(', ')}) IN (${sql}))`, type: 'bool' }
      }
      one()
      const [a] = comparable(sign, left, { sql: 'NULL', type })
      if (!['=', '<>', '<', '>', '<=', '>='].includes(sign)) throw unsupported(`${sign} with a subquery`)
      return {
        sql: `(${a.sql} ${sign} ${node.subLinkType === 'ALL_SUBLINK' ? 'ALL' : 'ANY'} (${sql}))`,
        type: 'bool',
      }
    }
    default:
      throw unsupported('this subquery')
  }
}
