import type { ShownField } from '../../datastore/door.ts'

const NUMBERS = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8'])
const LONGITUDE = /^(?:lon|lng|long|longitude|x)$/i
const LATITUDE = /^(?:lat|latitude|y)$/i

export const isNumberColumn = ({ type }: ShownField): boolean => NUMBERS.has(type)

/** The columns of numbers that are called as if they said where a row lies. */
export function placeColumns(columns: readonly ShownField[]): {
  readonly longitude: string | undefined
  readonly latitude: string | undefined
} {
  const numbers = columns.filter(isNumberColumn)
  const find = (pattern: RegExp): string | undefined => numbers.find(({ id }) => pattern.test(id))?.id
  return { longitude: find(LONGITUDE), latitude: find(LATITUDE) }
}
