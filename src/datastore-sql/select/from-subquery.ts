import type { RangeSubselect } from '@pgsql/types'
import { strings } from '../expressions/strings.ts'
import type { Scope } from '../scope.ts'
import { unsupported } from '../sql-error.ts'
import { emptyScope } from './empty-scope.ts'
import type { FromItem } from './from-item.ts'
import { knownType } from './known-type.ts'
import { renamed } from './renamed.ts'
import type { Translation } from './translation.ts'

/** A subquery in FROM. */
export function fromSubquery(translation: Translation, node: RangeSubselect, scope: Scope): FromItem {
  const { subquery, alias, lateral } = node
  if (!subquery || !('SelectStmt' in subquery)) throw unsupported('this subquery')
  const inner =
    lateral === true
      ? { ...emptyScope(scope.commonTables), outer: scope }
      : { ...emptyScope(scope.commonTables), outer: scope.outer }
  const { sql, columns } = translation.select(subquery.SelectStmt, inner)
  const sqlName = translation.name('s')
  const named = renamed(columns, strings(alias?.colnames))
  return {
    sql: `${lateral === true ? 'LATERAL ' : ''}(${sql}) ${sqlName}`,
    sources: [
      {
        name: alias?.aliasname,
        columns: named.map((column) => ({
          ...column,
          type: knownType(column.type),
          sql: `${sqlName}.${column.sqlName}`,
          written: column.written && `${sqlName}.${column.written}`,
        })),
      },
    ],
    merged: [],
  }
}
