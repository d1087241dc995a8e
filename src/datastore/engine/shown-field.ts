import type { ShownField } from '../door.ts'
import { float4 } from '../types/numbers.ts'
import { type Column, ID } from './table-meta.ts'

/** A rank as a column: not stored, so its number is negative. */
export const rankColumn = (id: string): Column => ({
  number: -1,
  id,
  type: 'float4',
  sql: 'NULL',
  pgType: float4,
})

/** A column as `fields` of an answer show it. */
export function shownField(column: Column): ShownField {
  const { id, pgType, info, number } = column
  const type = column === ID ? 'int' : number < 0 ? 'float' : pgType.name
  return { id, type, ...(info === undefined ? {} : { info }) }
}
