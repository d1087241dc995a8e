import type { SelectStmt } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Scope } from '../scope.ts'
import { SqlError } from '../sql-error.ts'
import { commonType } from '../sql-type.ts'
import { tailClauses } from './tail-clauses.ts'
import type { Translated } from './translated.ts'
import type { Translation } from './translation.ts'

/** `VALUES (…), (…)` */
export function valuesList(translation: Translation, node: SelectStmt, scope: Scope): Translated {
  const place = translation.place(scope, new Map())
  const rows = (node.valuesLists ?? []).map((list) =>
    ('List' in list ? (list.List.items ?? []) : []).map((item) => place.translate(item, place)),
  )
  const width = rows[0]?.length ?? 0
  if (rows.some((row) => row.length !== width)) throw new SqlError('VALUES lists must all be the same length')
  const types = Array.from({ length: width }, (_, at) =>
    commonType(
      rows.map((row) => row[at]?.type ?? 'unknown'),
      'VALUES',
    ),
  )
  const list = rows.map(
    (row) => `(${row.map((value, at) => coerce(value, types[at] ?? 'text').sql).join(', ')})`,
  )
  const source = translation.name('s')
  const columns = types.map((type, at) => ({ name: `column${at + 1}`, sqlName: `o${at + 1}`, type }))
  const names = columns.map(({ sqlName }) => sqlName).join(', ')
  const tail = tailClauses(translation, node, columns, scope)
  return { sql: `SELECT * FROM (VALUES ${list.join(', ')}) ${source}(${names})${tail}`, columns }
}
