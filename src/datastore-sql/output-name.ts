import type { Node } from '@pgsql/types'

const lastString = (nodes: readonly Node[] | undefined): string | undefined => {
  const last = nodes?.at(-1)
  return last && 'String' in last ? last.String.sval : undefined
}

const NAMED_VALUES: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_DATE: 'current_date',
  SVFOP_CURRENT_TIME: 'current_time',
  SVFOP_CURRENT_TIMESTAMP: 'current_timestamp',
  SVFOP_LOCALTIME: 'localtime',
  SVFOP_LOCALTIMESTAMP: 'localtimestamp',
}

/** The name of a column without AS, and how sure PostgreSQL is of it: a cast names what has no better name. */
function figure(node: Node | undefined): { readonly name: string; readonly strength: 0 | 1 | 2 } {
  const none = { name: '?column?', strength: 0 as const }
  const sure = (name: string | undefined) => (name === undefined ? none : { name, strength: 2 as const })
  if (!node) return none
  if ('ColumnRef' in node) return sure(lastString(node.ColumnRef.fields))
  if ('A_Indirection' in node) {
    const name = lastString(node.A_Indirection.indirection?.filter((one) => 'String' in one))
    return name === undefined ? figure(node.A_Indirection.arg) : sure(name)
  }
  if ('FuncCall' in node) return sure(lastString(node.FuncCall.funcname))
  if ('TypeCast' in node) {
    const inner = figure(node.TypeCast.arg)
    if (inner.strength > 1) return inner
    return { name: lastString(node.TypeCast.typeName?.names) ?? '?column?', strength: 1 }
  }
  if ('CollateClause' in node) return figure(node.CollateClause.arg)
  if ('CaseExpr' in node) {
    const otherwise = figure(node.CaseExpr.defresult)
    return otherwise.strength > 1 ? otherwise : { name: 'case', strength: 1 }
  }
  if ('A_ArrayExpr' in node) return sure('array')
  if ('CoalesceExpr' in node) return sure('coalesce')
  if ('MinMaxExpr' in node) return sure(node.MinMaxExpr.op === 'IS_LEAST' ? 'least' : 'greatest')
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_NULLIF') return sure('nullif')
  if ('RowExpr' in node) return sure('row')
  if ('GroupingFunc' in node) return sure('grouping')
  if ('SQLValueFunction' in node) return sure(NAMED_VALUES[node.SQLValueFunction.op ?? ''])
  if ('SubLink' in node) {
    const { subLinkType, subselect } = node.SubLink
    if (subLinkType === 'EXISTS_SUBLINK') return sure('exists')
    if (subLinkType === 'ARRAY_SUBLINK') return sure('array')
    if (subLinkType === 'EXPR_SUBLINK' && subselect && 'SelectStmt' in subselect) {
      const first = subselect.SelectStmt.targetList?.[0]
      if (first && 'ResTarget' in first)
        return first.ResTarget.name === undefined ? figure(first.ResTarget.val) : sure(first.ResTarget.name)
    }
  }
  return none
}

/** The name that PostgreSQL gives a column of a select list. */
export const outputName = (node: Node | undefined): string => figure(node).name
