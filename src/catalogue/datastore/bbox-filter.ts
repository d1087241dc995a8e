import { ValidationError } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { TableInfo } from '../../datastore/door.ts'
import { textListParameter } from '../list-parameter.ts'
import { isNumberColumn, placeColumns } from './place-columns.ts'

const refused = (message: string): ValidationError => new ValidationError({ bbox: [message] })

function readBox(value: unknown): readonly [number, number, number, number] {
  const parts =
    typeof value === 'string' ? value.split(',') : Array.isArray(value) ? (value as unknown[]) : []
  const numbers = parts.map((part) => (typeof part === 'string' && part.trim() === '' ? NaN : Number(part)))
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers
  if (numbers.length !== 4 || !numbers.every(Number.isFinite) || south > north)
    throw refused('must be four numbers: west, south, east, north')
  return [west, south, east, north]
}

function columnsOf(table: TableInfo, asked: readonly string[] | undefined): readonly [string, string] {
  if (asked) {
    const numeric = table.columns.filter(isNumberColumn).map(({ id }) => id)
    const [longitude, latitude] = asked
    const wrong = asked.find((id) => !numeric.includes(id))
    if (longitude === undefined || latitude === undefined || asked.length !== 2 || wrong !== undefined)
      throw new ValidationError({
        bbox_columns: ['must be two columns of numbers: of the longitude, of the latitude'],
      })
    return [longitude, latitude]
  }
  const { longitude, latitude } = placeColumns(table.columns)
  if (longitude === undefined || latitude === undefined)
    throw refused('no columns of numbers are called longitude and latitude: name them in bbox_columns')
  return [longitude, latitude]
}

/** A column's name where operators begin with the same sign. */
const key = (id: string): string => (id.startsWith('$') ? `$${id}` : id)

/**
 * `filters` together with `bbox` (west, south, east, north; over the date line where west is east of east).
 *
 * @throws ValidationError
 */
export function filtersWithBox(table: TableInfo, params: Params): unknown {
  const { filters, bbox, bbox_columns: asked } = params
  if (bbox === undefined || bbox === null || bbox === '') return filters
  const [west, south, east, north] = readBox(bbox)
  const [longitude, latitude] = columnsOf(table, textListParameter(asked))
  const across =
    west <= east
      ? { [key(longitude)]: { gte: west, lte: east } }
      : { $or: [{ [key(longitude)]: { gte: west } }, { [key(longitude)]: { lte: east } }] }
  const box = { $and: [across, { [key(latitude)]: { gte: south, lte: north } }] }
  if (filters === undefined || filters === null) return box
  return { $and: [Array.isArray(filters) ? { $or: filters } : filters, box] }
}
