import type { RangeVar } from '@pgsql/types'
import { strings } from '../expressions/strings.ts'
import type { Scope } from '../scope.ts'
import { SqlError } from '../sql-error.ts'
import type { FromItem } from './from-item.ts'
import { renamed } from './renamed.ts'
import type { Translation } from './translation.ts'

/** A table in FROM, or a common table. */
export function fromTable(translation: Translation, node: RangeVar, scope: Scope): FromItem {
  const { relname = '', schemaname, alias } = node
  const common = schemaname === undefined ? scope.commonTables.get(relname) : undefined
  const table =
    common ??
    (schemaname === undefined || schemaname === 'public' ? translation.findTable(relname) : undefined)
  if (!table)
    throw new SqlError(
      `relation "${schemaname === undefined ? '' : `${schemaname}.`}${relname}" does not exist`,
    )
  const sqlName = translation.name('t')
  const columns = renamed(table.columns, strings(alias?.colnames))
  return {
    sql: `${table.sqlName} ${sqlName}`,
    sources: [
      {
        name: alias?.aliasname ?? relname,
        columns: columns.map((column) => ({
          name: column.name,
          type: column.type,
          sql: column.sqlName.replaceAll('@', sqlName).replace(/^(\w+)$/, `${sqlName}.$1`),
          written: column.written && `${sqlName}.${column.written}`,
        })),
      },
    ],
    merged: [],
  }
}
