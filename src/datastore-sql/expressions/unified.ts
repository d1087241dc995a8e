import type { Node } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { commonType, type SqlType } from '../sql-type.ts'
import type { Place } from './place.ts'

/** A list of values of one type. */
export function unified(
  nodes: readonly Node[],
  place: Place,
  where: string,
): { readonly values: readonly Expression[]; readonly type: SqlType } {
  const values = nodes.map((node) => place.translate(node, place))
  const type = commonType(
    values.map((value) => value.type),
    where,
  )
  return { values: values.map((value) => coerce(value, type)), type }
}
