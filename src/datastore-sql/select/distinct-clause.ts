import type { SelectStmt } from '@pgsql/types'
import type { Place } from '../expressions/place.ts'
import { SqlError } from '../sql-error.ts'
import { byOutput } from './by-output.ts'
import type { Target } from './target.ts'

/** DISTINCT and DISTINCT ON */
export function distinctClause(node: SelectStmt, targets: readonly Target[], place: Place): string {
  const clause = node.distinctClause ?? []
  if (clause.length === 0) return ''
  const on = clause.filter((one) => Object.keys(one).length > 0)
  if (on.length === 0) return 'DISTINCT '
  const parts = on.map((one) => byOutput(one, targets, place))
  const first = (node.sortClause ?? []).slice(0, parts.length)
  for (const one of first)
    if ('SortBy' in one && !parts.includes(byOutput(one.SortBy.node, targets, place)))
      throw new SqlError('SELECT DISTINCT ON expressions must match initial ORDER BY expressions')
  return `DISTINCT ON (${parts.join(', ')}) `
}
