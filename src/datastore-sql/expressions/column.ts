import type { Node } from '@pgsql/types'
import type { Expression } from '../expression.ts'
import { bareColumn, qualifiedColumn, wholeRow } from '../scope.ts'
import { missingColumn } from '../sql-error.ts'
import type { Place } from './place.ts'
import { strings } from './strings.ts'

/** What a name means: a column, or the whole row of a table. */
export function column(fields: readonly Node[] | undefined, place: Place): Expression {
  const names = strings(fields)
  if (names.length === 1) {
    const [name = ''] = names
    const found = bareColumn(place.scope, name) ?? wholeRow(place.scope, name)
    if (!found) throw missingColumn(`"${name}"`)
    return found
  }
  const [source = '', name = ''] = names.slice(-2)
  return qualifiedColumn(place.scope, source, name)
}
