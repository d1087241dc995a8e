import { placeColumns } from '../../catalogue/datastore/place-columns.ts'
import type { ShownField } from '../../datastore/door.ts'
import { PageError } from '../page-error.ts'
import { compactJson, rowsOf } from './compact-json.ts'
import type { RowsPart } from './dump-rows.ts'
import { dumpValue } from './dump-value.ts'

const GEOMETRY = /^(?:geometry|geom|the_geom|geo_?json|shape|wkb_geometry)$/i

type Place = (row: readonly unknown[]) => unknown

const isGeometry = (value: unknown): boolean => typeof value === 'object' && value !== null && 'type' in value

/** Where each row lies, and the columns that say so. @throws PageError 400 when none does */
function placeOf(fields: readonly ShownField[]): {
  readonly place: Place
  readonly used: ReadonlySet<number>
} {
  const geometry = fields.findIndex(({ id, type }) => GEOMETRY.test(id) && /^jsonb?$|^nested$/.test(type))
  if (geometry >= 0)
    return {
      place: (row) => (isGeometry(row[geometry]) ? row[geometry] : null),
      used: new Set([geometry]),
    }
  const named = placeColumns(fields)
  const longitude = fields.findIndex(({ id }) => id === named.longitude)
  const latitude = fields.findIndex(({ id }) => id === named.latitude)
  if (longitude < 0 || latitude < 0)
    throw new PageError(
      400,
      'format: geojson needs a column of the type json called geometry, or columns of numbers called longitude and latitude',
    )
  return {
    place: (row) => {
      const coordinates = [dumpValue(row[longitude] ?? null), dumpValue(row[latitude] ?? null)]
      return coordinates.every((value) => typeof value === 'number') ? { type: 'Point', coordinates } : null
    },
    used: new Set(),
  }
}

/** A feature for each row: its place, and all else as properties (RFC 7946). @throws PageError 400 */
export async function* geojsonDump(parts: AsyncIterable<RowsPart>): AsyncGenerator<string> {
  let found: ReturnType<typeof placeOf> | undefined
  let separator = '\n'
  for await (const { fields, text } of parts) {
    const isFirst = found === undefined
    found ??= placeOf(fields)
    const { place, used } = found
    const features = rowsOf(text).map((row) => {
      const properties = fields.flatMap(({ id }, at) =>
        used.has(at) ? [] : [`${JSON.stringify(id)}:${compactJson(row[at] ?? null)}`],
      )
      return `{"type":"Feature","geometry":${compactJson(place(row))},"properties":{${properties.join(',')}}}`
    })
    const head = isFirst ? '{"type":"FeatureCollection","features":[' : ''
    yield head + (features.length === 0 ? '' : separator + features.join(',\n'))
    if (features.length > 0) separator = ',\n'
  }
  yield '\n]}\n'
}
