import type { Node, SelectStmt } from '@pgsql/types'
import type { Place } from '../expressions/place.ts'
import { bareColumn } from '../scope.ts'
import { bareName } from './bare-name.ts'
import { positionOf } from './position-of.ts'
import type { Target } from './target.ts'

/** GROUP BY */
export function groupClause(node: SelectStmt, targets: readonly Target[], place: Place): string {
  const write = (one: Node): string => {
    if ('GroupingSet' in one) {
      const { kind, content } = one.GroupingSet
      const inside = (content ?? []).map(write).join(', ')
      if (kind === 'GROUPING_SET_EMPTY') return '()'
      const word =
        kind === 'GROUPING_SET_ROLLUP' ? 'ROLLUP' : kind === 'GROUPING_SET_CUBE' ? 'CUBE' : 'GROUPING SETS'
      return `${word} (${inside})`
    }
    if ('RowExpr' in one) return `(${(one.RowExpr.args ?? []).map(write).join(', ')})`
    // A bare name means a column first, an output's name only then; a number is an output's place.
    const bare = bareName(one)
    if (bare !== undefined && bareColumn(place.scope, bare) !== undefined)
      return place.translate(one, place).sql
    const at = positionOf(one, targets)
    if (at !== undefined) return targets[at]?.value.sql ?? ''
    return place.translate(one, place).sql
  }
  const parts = (node.groupClause ?? []).map(write)
  return parts.length === 0 ? '' : ` GROUP BY ${parts.join(', ')}`
}
