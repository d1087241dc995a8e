import type { Node } from '@pgsql/types'
import { coerce } from '../cast.ts'
import type { Place } from '../expressions/place.ts'
import { SqlError } from '../sql-error.ts'

/** The condition of a WHERE, HAVING or ON. */
export function conditionOf(node: Node, place: Place, where: string): string {
  const value = place.translate(node, place)
  const read = coerce(value, 'bool')
  if (read.type !== 'bool')
    throw new SqlError(`argument of ${where} must be type boolean, not type ${value.type}`)
  return read.sql
}
