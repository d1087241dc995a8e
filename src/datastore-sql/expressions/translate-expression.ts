import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { SqlError, SqlRefused, unsupported } from '../sql-error.ts'
import { choice } from './choice.ts'
import { column } from './column.ts'
import { constant } from './constant.ts'
import { currentMoment } from './current-moment.ts'
import { functionCall } from './function-call.ts'
import { indirection } from './indirection.ts'
import { oneOfList } from './one-of-list.ts'
import { operation } from './operation.ts'
import type { Place } from './place.ts'
import { sublink } from './sublink.ts'
import { truthTest } from './truth-test.ts'
import { typeCast } from './type-cast.ts'

const DEEPEST = 100

function inner(node: Node, place: Place): Expression {
  if ('A_Const' in node) return constant(node.A_Const)
  if ('ColumnRef' in node) return column(node.ColumnRef.fields, place)
  if ('A_Expr' in node) return operation(node.A_Expr, place)
  if ('FuncCall' in node) return functionCall(node.FuncCall, place)
  if ('TypeCast' in node) return typeCast(node.TypeCast, place)
  const test = truthTest(node, place)
  if (test) return test
  if ('CaseExpr' in node) return choice(node.CaseExpr, place)
  const joined = oneOfList(node, place)
  if (joined) return joined
  if ('RowExpr' in node) {
    const row = (node.RowExpr.args ?? []).map((one, at) => ({
      name: `f${at + 1}`,
      value: place.translate(one, place),
    }))
    return { sql: 'NULL', type: 'record', row }
  }
  if ('SubLink' in node) return sublink(node.SubLink, place)
  if ('A_Indirection' in node) return indirection(node.A_Indirection, place)
  if ('CollateClause' in node) return place.translate(node.CollateClause.arg, place)
  if ('SQLValueFunction' in node) return currentMoment(node.SQLValueFunction)
  if ('XmlExpr' in node || 'XmlSerialize' in node)
    throw new SqlRefused('Not authorized to call function xmlparse')
  if ('GroupingFunc' in node)
    return {
      sql: `CAST(grouping(${(node.GroupingFunc.args ?? []).map((one) => place.translate(one, place).sql).join(', ')}) AS INTEGER)`,
      type: 'int4',
    }
  if ('ParamRef' in node) throw new SqlError('there is no parameter $1')
  throw unsupported(Object.keys(node)[0] ?? 'this expression')
}

/**
 * An expression of PostgreSQL in DuckDB's words. Only what is known here is ever written: names become columns that the
 * statement may read, literals are quoted anew, functions come from a list.
 *
 * @throws SqlError in PostgreSQL's words, SqlRefused
 */
export function translateExpression(node: Node | undefined, place: Place): Expression {
  if (!node) throw unsupported('an empty expression')
  if (place.depth > DEEPEST) throw new SqlError('stack depth limit exceeded')
  return inner(node, { ...place, depth: place.depth + 1 })
}
