import type { Node, SelectStmt } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Scope } from '../scope.ts'
import { SqlError, unsupported } from '../sql-error.ts'
import { emptyScope } from './empty-scope.ts'
import type { Translation } from './translation.ts'

/** LIMIT and OFFSET */
export function limits(translation: Translation, node: SelectStmt, scope: Scope): string {
  if (node.limitOption === 'LIMIT_OPTION_WITH_TIES') throw unsupported('WITH TIES')
  const place = translation.place(emptyScope(scope.commonTables), new Map())
  const write = (word: string, one: Node | undefined): string => {
    if (!one) return ''
    const value = place.translate(one, place)
    if (value.type === 'null') return ''
    if (/^\(-\d+\)$/.test(value.sql)) throw new SqlError(`${word} must not be negative`)
    return ` ${word} CAST(${coerce(value, 'int8').sql} AS BIGINT)`
  }
  return write('LIMIT', node.limitCount) + write('OFFSET', node.limitOffset)
}
