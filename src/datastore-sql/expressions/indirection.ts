import type { Node } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { binary } from '../operators.ts'
import { missingColumn, SqlError, unsupported } from '../sql-error.ts'
import { elementOf, isArray, isJson, longType } from '../sql-type.ts'
import type { Place } from './place.ts'

/** `x[1]`, `x[2:3]`, `(x).field` */
export function indirection(
  node: Extract<Node, { A_Indirection: unknown }>['A_Indirection'],
  place: Place,
): Expression {
  return (node.indirection ?? []).reduce<Expression>(
    (value, step) => {
      if ('String' in step) {
        // CKAN's json is a pair of the value and a text beside it.
        if (value.type === 'nested' && step.String.sval === 'json') return { ...value, type: 'json' }
        if (value.type === 'nested' && step.String.sval === 'extra') return { sql: 'NULL', type: 'text' }
        const found = value.row?.find(({ name }) => name === step.String.sval)
        if (!found) throw missingColumn(`"${step.String.sval ?? ''}"`)
        return found.value
      }
      if (!('A_Indices' in step)) throw unsupported('.* of an expression')
      if (isJson(value.type)) return binary('->', value, place.translate(step.A_Indices.uidx, place))
      if (!isArray(value.type))
        throw new SqlError(
          `cannot subscript type ${longType(value.type)} because it does not support subscripting`,
        )
      const index = (one: Node | undefined): string =>
        one ? coerce(place.translate(one, place), 'int4').sql : ''
      if (step.A_Indices.is_slice === true)
        return {
          type: value.type,
          sql: `${value.sql}[${index(step.A_Indices.lidx) || '1'}:${index(step.A_Indices.uidx) || '-1'}]`,
        }
      const at = index(step.A_Indices.uidx)
      return { sql: `CASE WHEN ${at} > 0 THEN ${value.sql}[${at}] END`, type: elementOf(value.type) }
    },
    place.translate(node.arg, place),
  )
}
