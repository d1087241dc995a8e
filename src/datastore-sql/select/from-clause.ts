import type { Node } from '@pgsql/types'
import type { Scope, Source, SourceColumn } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import { fromFunction } from './from-function.ts'
import type { FromItem } from './from-item.ts'
import { fromJoin } from './from-join.ts'
import { fromSubquery } from './from-subquery.ts'
import { fromTable } from './from-table.ts'
import type { Translation } from './translation.ts'

const MOST_SOURCES = 50

function source(translation: Translation, node: Node, scope: Scope): FromItem {
  if ('RangeVar' in node) return fromTable(translation, node.RangeVar, scope)
  if ('JoinExpr' in node)
    return fromJoin(translation, node.JoinExpr, scope, (side, inner) => source(translation, side, inner))
  if ('RangeFunction' in node) return fromFunction(translation, node.RangeFunction, scope)
  if ('RangeSubselect' in node) return fromSubquery(translation, node.RangeSubselect, scope)
  throw unsupported(Object.keys(node)[0] ?? 'this table')
}

/** FROM */
export function fromClause(translation: Translation, nodes: readonly Node[], outer: Scope): FromItem {
  let sql = ''
  const sources: Source[] = []
  const merged: SourceColumn[] = []
  for (const node of nodes) {
    const item = source(translation, node, { ...outer, sources, merged, outer: outer.outer })
    sql += `${sql === '' ? '' : ', '}${item.sql}`
    for (const one of item.sources) {
      if (one.name !== undefined && sources.some(({ name }) => name === one.name))
        throw new SqlError(`table name "${one.name}" specified more than once`)
      sources.push(one)
    }
    merged.push(...item.merged)
    if (sources.length > MOST_SOURCES) throw new SqlError('too many tables')
  }
  return { sql, sources, merged }
}
