import type { Node, TypeName } from '@pgsql/types'
import { castTo } from '../cast.ts'
import type { Expression } from '../expression.ts'
import { namedType, type SqlType } from '../sql-type.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

function typeOf(name: TypeName | undefined): {
  readonly type: SqlType
  readonly precision?: number
  readonly scale?: number
} {
  const names = strings(name?.names)
  const base = namedType(names.at(-1) ?? '')
  const [precision, scale] = (name?.typmods ?? []).map((node) =>
    'A_Const' in node ? (node.A_Const.ival?.ival ?? 0) : 0,
  )
  const type = (name?.arrayBounds?.length ?? 0) > 0 ? `_${base}` : base
  // An interval's modifiers are its fields.
  if (base === 'interval' || precision === undefined) return { type }
  return { type, precision, ...(scale === undefined ? {} : { scale }) }
}

/** `CAST(x AS type)`, `x::type`. */
export function typeCast(node: Extract<Node, { TypeCast: unknown }>['TypeCast'], place: Place): Expression {
  const { type, ...modifiers } = typeOf(node.typeName)
  const { arg } = node
  if (arg && 'A_ArrayExpr' in arg && (arg.A_ArrayExpr.elements?.length ?? 0) === 0) return { sql: '[]', type }
  return castTo(place.translate(arg, place), type, modifiers)
}
