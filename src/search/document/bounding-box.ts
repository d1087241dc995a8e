import type { JsonObject, JsonValue } from '../../core/json.ts'
import type { Box } from '../door.ts'

const CORNERS = ['bbox-west-long', 'bbox-south-lat', 'bbox-east-long', 'bbox-north-lat'] as const
const NUMBER = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`
const FOUR_NUMBERS = new RegExp(String.raw`^\s*(?:${NUMBER}\s*,\s*){3}${NUMBER}\s*$`)
const WKT =
  /^\s*(?:SRID\s*=\s*\d+\s*;\s*)?(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|ENVELOPE)\s*[ZM]{0,2}\s*\(/i
const PAIR = new RegExp(String.raw`(${NUMBER})\s+(${NUMBER})(?:\s+${NUMBER}){0,2}`, 'g')
/** Nested lists deeper than any GeoJSON. */
const DEEPEST = 12

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A box that grows with each point. */
function createBounds(): { add: (x: number, y: number) => void; box: () => Box | undefined } {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  return {
    add: (x, y) => {
      minX = Math.min(minX, x)
      minY = Math.min(minY, y)
      maxX = Math.max(maxX, x)
      maxY = Math.max(maxY, y)
    },
    box: () => {
      const box = { minX, minY, maxX, maxY }
      return Object.values(box).every((side) => Number.isFinite(side)) ? box : undefined
    },
  }
}

function boxOfGeoJson(value: JsonValue): Box | undefined {
  const bounds = createBounds()
  const walk = (coordinates: JsonValue | undefined, depth: number): void => {
    if (!Array.isArray(coordinates) || depth > DEEPEST) return
    const [x, y] = coordinates as readonly JsonValue[]
    if (typeof x === 'number' && typeof y === 'number') bounds.add(x, y)
    else for (const part of coordinates as readonly JsonValue[]) walk(part, depth + 1)
  }
  const visit = (geometry: JsonValue | undefined, depth: number): void => {
    if (!isObject(geometry) || depth > DEEPEST) return
    walk(geometry.coordinates, depth)
    visit(geometry.geometry, depth + 1)
    for (const key of ['geometries', 'features']) {
      const parts = geometry[key]
      if (Array.isArray(parts)) for (const part of parts as readonly JsonValue[]) visit(part, depth + 1)
    }
  }
  visit(value, 0)
  return bounds.box()
}

function boxOfWkt(text: string): Box | undefined {
  const bounds = createBounds()
  if (/^\s*ENVELOPE/i.test(text)) {
    // ENVELOPE(minX, maxX, maxY, minY)
    const [minX = NaN, maxX = NaN, maxY = NaN, minY = NaN] = (text.match(new RegExp(NUMBER, 'g')) ?? []).map(
      Number,
    )
    bounds.add(minX, minY)
    bounds.add(maxX, maxY)
  } else for (const [, x, y] of text.matchAll(PAIR)) bounds.add(Number(x), Number(y))
  return bounds.box()
}

/** Four numbers between commas, `minX,minY,maxX,maxY`. */
export function readBox(text: string): Box | undefined {
  if (!FOUR_NUMBERS.test(text)) return undefined
  const [minX = NaN, minY = NaN, maxX = NaN, maxY = NaN] = text.split(',').map(Number)
  const box = { minX, minY, maxX, maxY }
  return Object.values(box).every((side) => Number.isFinite(side)) ? box : undefined
}

function boxOfText(text: string): Box | undefined {
  if (WKT.test(text)) return boxOfWkt(text)
  const numbers = readBox(text)
  if (numbers) return numbers
  try {
    return boxOfGeoJson(JSON.parse(text) as JsonValue)
  } catch {
    return undefined
  }
}

/**
 * The bounding box of a dataset: of its field or extra `spatial` (GeoJSON, WKT, or four numbers), else of the four extras
 * that harvesters write (`bbox-west-long` …). What cannot be read is no box: the dataset is found all the same.
 */
export function boundingBox(dataset: JsonObject): Box | undefined {
  const extras = new Map<string, JsonValue>()
  if (Array.isArray(dataset.extras)) {
    for (const extra of dataset.extras as readonly JsonValue[]) {
      if (isObject(extra) && typeof extra.key === 'string') extras.set(extra.key, extra.value ?? null)
    }
  }
  const spatial = dataset.spatial ?? extras.get('spatial')
  if (typeof spatial === 'string' && spatial.trim() !== '') return boxOfText(spatial)
  if (isObject(spatial)) return boxOfGeoJson(spatial)
  const corners = CORNERS.map((key) => dataset[key] ?? extras.get(key))
  return corners.some((corner) => corner === undefined) ? undefined : readBox(corners.map(String).join(','))
}
