import type { WithClause } from '@pgsql/types'
import { strings } from '../expressions/strings.ts'
import type { CommonTable, Scope } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import { commonType } from '../sql-type.ts'
import { knownType } from './known-type.ts'
import type { OutputColumn } from './translated.ts'
import type { Translation } from './translation.ts'

/** `WITH …`, and the tables that can be named behind it. */
export function withClause(
  translation: Translation,
  node: WithClause | undefined,
  scope: Scope,
): { readonly prefix: string; readonly commonTables: Scope['commonTables'] } {
  if (!node) return { prefix: '', commonTables: scope.commonTables }
  const commonTables = new Map(scope.commonTables)
  const seen = new Set<string>()
  const parts = (node.ctes ?? []).map((one) => {
    if (!('CommonTableExpr' in one)) throw unsupported('this WITH')
    const { ctename = '', ctequery, aliascolnames } = one.CommonTableExpr
    if (seen.has(ctename)) throw new SqlError(`WITH query name "${ctename}" specified more than once`)
    seen.add(ctename)
    if (!ctequery || !('SelectStmt' in ctequery))
      throw new SqlError('WITH clause containing a data-modifying statement must be at the top level')
    const sqlName = translation.name('w')
    const names = strings(aliascolnames)
    const query = ctequery.SelectStmt
    const columnsOf = (columns: readonly OutputColumn[]): CommonTable => ({
      sqlName,
      columns: columns.map((column, at) => ({
        name: names[at] ?? column.name,
        type: knownType(column.type),
        sqlName: column.sqlName,
        written: column.written,
      })),
    })
    const isRecursive = node.recursive === true && query.op !== 'SETOP_NONE' && query.larg !== undefined
    let body
    if (isRecursive && query.larg && query.rarg) {
      const left = translation.select(query.larg, { ...scope, commonTables }, false)
      commonTables.set(ctename, columnsOf(left.columns))
      const right = translation.select(query.rarg, { ...scope, commonTables }, false)
      const list = left.columns.map(({ sqlName: output }) => output).join(', ')
      const types = left.columns.map((column, at) =>
        commonType([column.type, right.columns[at]?.type ?? column.type], 'UNION'),
      )
      commonTables.set(
        ctename,
        columnsOf(left.columns.map((column, at) => ({ ...column, type: types[at] ?? column.type }))),
      )
      body = `${sqlName}(${list}) AS ((${left.sql}) UNION${query.all === true ? ' ALL' : ''} (${right.sql}))`
    } else {
      const made = translation.select(query, { ...scope, commonTables })
      commonTables.set(ctename, columnsOf(made.columns))
      body = `${sqlName} AS (${made.sql})`
    }
    return body
  })
  return { prefix: `WITH ${node.recursive === true ? 'RECURSIVE ' : ''}${parts.join(', ')} `, commonTables }
}
