type Position = readonly number[]
type Nested = Position | readonly Nested[]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** How deep the coordinates of a geometry are nested. */
const DEPTHS: Readonly<Record<string, number>> = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
}

function isNested(value: unknown, depth: number): value is Nested {
  if (!Array.isArray(value)) return false
  if (depth > 0) return value.every((item) => isNested(item, depth - 1))
  return value.length >= 2 && value.every((number) => typeof number === 'number' && Number.isFinite(number))
}

function coordinatesText(nested: Nested, depth: number): string {
  if (depth === 0) return (nested as Position).map((number) => number.toFixed(4)).join(' ')
  const items = (nested as readonly Nested[]).map((item) => {
    const text = coordinatesText(item, depth - 1)
    return depth === 1 ? text : `(${text})`
  })
  return items.join(', ')
}

function geometryText(geometry: unknown): string | undefined {
  if (!isRecord(geometry) || typeof geometry['type'] !== 'string') return undefined
  const { type, coordinates, geometries } = geometry
  if (type === 'GeometryCollection') {
    if (!Array.isArray(geometries)) return undefined
    const texts = geometries.map(geometryText)
    return texts.includes(undefined) ? undefined : `GEOMETRYCOLLECTION (${texts.join(', ')})`
  }
  const depth = DEPTHS[type]
  if (depth === undefined || !isNested(coordinates, depth)) return undefined
  return `${type.toUpperCase()} (${coordinatesText(coordinates, depth)})`
}

/** GeoJSON text of a geometry as WKT with four decimals (ckanext-dcat); undefined for what is none. */
export function wkt(geoJson: string): string | undefined {
  try {
    return geometryText(JSON.parse(geoJson))
  } catch {
    return undefined
  }
}
