import type { SelectStmt } from '@pgsql/types'
import { translateExpression } from '../expressions/translate-expression.ts'
import type { Scope } from '../scope.ts'
import { SqlError, SqlRefused, unsupported } from '../sql-error.ts'
import { combinedSelect } from './combined-select.ts'
import { emptyScope } from './empty-scope.ts'
import { simpleSelect } from './simple-select.ts'
import type { FindTable, Translated } from './translated.ts'
import type { Translation } from './translation.ts'
import { valuesList } from './values-list.ts'
import { withClause } from './with-clause.ts'

const MOST_NAMES = 5000

function select(translation: Translation, node: SelectStmt, scope: Scope, isWide: boolean): Translated {
  if (node.intoClause) throw new SqlError('SELECT ... INTO is not allowed here')
  if (node.lockingClause && node.lockingClause.length > 0)
    throw new SqlRefused('Not authorized to read resource.')
  const { prefix, commonTables } = withClause(translation, node.withClause, scope)
  const inner = { ...scope, commonTables }
  const isSingle = node.op === 'SETOP_NONE' || node.op === undefined
  const isList = node.valuesLists !== undefined && node.valuesLists.length > 0
  const { sql, columns } = !isSingle
    ? combinedSelect(translation, node, inner)
    : isList
      ? valuesList(translation, node, inner)
      : simpleSelect(translation, node, inner, isWide)
  return { sql: `${prefix}${sql}`, columns }
}

/**
 * A whole statement of PostgreSQL in DuckDB's words.
 *
 * @param text the statement as it was written
 * @throws SqlError, SqlRefused
 */
export function translateSelect(node: SelectStmt, findTable: FindTable, text: string): Translated {
  let names = 0
  const translation: Translation = {
    findTable,
    name: (prefix) => {
      names++
      if (names > MOST_NAMES) throw new SqlError('the statement is too long')
      return `${prefix}${names}`
    },
    select: (inner, scope, isWide = true) => select(translation, inner, scope, isWide),
    place: (scope, windows, lift) => ({
      scope,
      windows,
      ...(lift ? { lift } : {}),
      subquery: (query, outer) => {
        if (!('SelectStmt' in query)) throw unsupported('this subquery')
        const inside = { ...emptyScope(outer.commonTables), outer }
        const { sql, columns } = select(translation, query.SelectStmt, inside, false)
        return { sql, types: columns.map(({ type }) => type) }
      },
      translate: translateExpression,
      sql: text,
      depth: 0,
    }),
  }
  return select(translation, node, emptyScope(new Map()), true)
}
