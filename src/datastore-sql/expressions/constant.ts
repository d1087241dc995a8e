import type { Node } from '@pgsql/types'
import { castTo } from '../cast.ts'
import { quoted, type Expression } from '../expression.ts'
import { unsupported } from '../sql-error.ts'

const INT4 = 2_147_483_648

/** A literal. */
export function constant(node: Extract<Node, { A_Const: unknown }>['A_Const']): Expression {
  if (node.isnull === true) return { sql: 'NULL', type: 'null', isConstant: true }
  if (node.boolval)
    return { sql: node.boolval.boolval === true ? 'true' : 'false', type: 'bool', isConstant: true }
  if (node.sval) {
    const text = node.sval.sval ?? ''
    return { sql: quoted(text), type: 'unknown', literal: text, isConstant: true }
  }
  if (node.ival) {
    const value = node.ival.ival ?? 0
    return {
      sql: value < 0 ? `(${value})` : String(value),
      type: 'int4',
      literal: String(value),
      isConstant: true,
    }
  }
  if (node.fval) {
    const text = node.fval.fval ?? '0'
    if (/^\d+$/.test(text) && text.length < 20) {
      const value = BigInt(text)
      if (value < BigInt(INT4)) return { sql: text, type: 'int4', literal: text, isConstant: true }
      if (value < 2n ** 63n)
        return { sql: `CAST(${text} AS BIGINT)`, type: 'int8', literal: text, isConstant: true }
    }
    return {
      ...castTo({ sql: '', type: 'unknown', literal: text }, 'numeric'),
      literal: text,
      isConstant: true,
    }
  }
  throw unsupported('this literal')
}
