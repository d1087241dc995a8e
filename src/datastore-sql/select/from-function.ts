import type { RangeFunction } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { strings } from '../expressions/strings.ts'
import { sqlFunction } from '../functions.ts'
import type { Scope, SourceColumn } from '../scope.ts'
import { unsupported } from '../sql-error.ts'
import { emptyScope } from './empty-scope.ts'
import type { FromItem } from './from-item.ts'
import type { Translation } from './translation.ts'

/** A function in FROM: its rows, one column. */
export function fromFunction(translation: Translation, node: RangeFunction, scope: Scope): FromItem {
  const list = node.functions?.[0]
  const first = list && 'List' in list ? list.List.items?.[0] : undefined
  if (!first || !('FuncCall' in first) || (node.functions?.length ?? 0) > 1)
    throw unsupported('this function in FROM')
  const name = strings(first.FuncCall.funcname).at(-1) ?? ''
  const sqlName = translation.name('f')
  let made: Expression | undefined
  const lateral = { ...emptyScope(scope.commonTables), outer: scope }
  const place = translation.place(lateral, new Map(), (set) => (made = set))
  const value = place.translate(first, place)
  if (!made && sqlFunction(name)?.isSet !== true) made = value
  if (!made) throw unsupported('this function in FROM')
  const alias = node.alias?.aliasname ?? name
  const [column = sqlFunction(name)?.column ?? alias] = strings(node.alias?.colnames)
  const ordinality = node.ordinality === true ? ', row_number() OVER () AS v2' : ''
  const columns: SourceColumn[] = [{ name: column, type: made.type, sql: `${sqlName}.v1` }]
  if (node.ordinality === true)
    columns.push({
      name: strings(node.alias?.colnames)[1] ?? 'ordinality',
      type: 'int8',
      sql: `${sqlName}.v2`,
    })
  return {
    sql: `LATERAL (SELECT *${ordinality} FROM (SELECT ${made.sql} AS v1)) ${sqlName}`,
    sources: [{ name: alias, columns }],
    merged: [],
  }
}
