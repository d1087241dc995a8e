import type { Node } from '@pgsql/types'
import { coerce } from '../cast.ts'
import { SqlError } from '../sql-error.ts'
import { longType } from '../sql-type.ts'
import type { Place } from './place.ts'

/** A condition; literals `'yes'` are read. */
export function condition(node: Node | undefined, place: Place): string {
  const value = place.translate(node, place)
  const read = coerce(value, 'bool')
  if (read.type !== 'bool')
    throw new SqlError(`argument must be type boolean, not type ${longType(value.type)}`)
  return read.sql
}
