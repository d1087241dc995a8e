import { SearchError } from '../../core/errors.ts'
import { isoInterval } from '../../core/iso-interval.ts'
import type { Params } from '../../core/params.ts'
import type { Config } from '../../config/config.ts'
import type { Box, SearchExtensions, ValueRange } from '../../search/door.ts'
import { readBox } from '../../search/document/bounding-box.ts'
import { textOf } from '../../validation/rules/texts.ts'
import { flagOf } from '../group/flag-of.ts'

const RANGE = /^\s*([^\s:[\]]+)\s*:\s*\[\s*(\S+)\s+TO\s+(\S+)\s*\]\s*$/
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i

const refuse = (message: string): SearchError => new SearchError(`Search error: '${message}'`)
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === ''

/** `ext_` parameters that came by themselves or in `extras`, an object or its JSON text; the former win. */
function withExtras(params: Params): Params {
  let { extras } = params
  if (typeof extras === 'string') {
    try {
      extras = JSON.parse(extras)
    } catch {
      return params
    }
  }
  if (typeof extras !== 'object' || extras === null) return params
  return {
    ...Object.fromEntries(Object.entries(extras).filter(([key]) => key.startsWith('ext_'))),
    ...params,
  }
}

function readList(value: unknown): readonly string[] {
  if (isAbsent(value)) return []
  if (Array.isArray(value)) return (value as readonly unknown[]).map(textOf)
  const text = textOf(value)
  if (!text.trimStart().startsWith('[')) return [text]
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? (list as readonly unknown[]).map(textOf) : [text]
  } catch {
    return [text]
  }
}

/** As ckanext-spatial does, moves the box by whole turns until its western side is on the map. */
function ontoMap({ minX, maxX, ...rest }: Box): Box {
  const turns = minX < -180 ? Math.ceil((-180 - minX) / 360) : minX > 180 ? -Math.ceil((minX - 180) / 360) : 0
  return { minX: minX + 360 * turns, maxX: maxX + 360 * turns, ...rest }
}

function boxOf(value: unknown): Box | undefined {
  if (isAbsent(value)) return undefined
  const text = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value)
  const box = readBox(text)
  if (!box) throw refuse('Wrong bounding box provided')
  return ontoMap(box)
}

function boundOf(text: string, end: 'first' | 'last', kind: ValueRange['kind']): number {
  if (text === '*') return end === 'first' ? -Infinity : Infinity
  const value = kind === 'number' ? Number(text) : (isoInterval(text)?.[end] ?? NaN)
  if (Number.isNaN(value))
    throw refuse(`ext_range has a bound that is no number and no ISO date: ${text.slice(0, 100)}`)
  return value
}

function rangeOf(text: string): ValueRange {
  const [, field, low = '*', high = '*'] = RANGE.exec(text) ?? []
  if (field === undefined) {
    throw refuse(`ext_range is written field:[from TO to], with * for an open end: ${text.slice(0, 100)}`)
  }
  const kind = [low, high].every((bound) => bound === '*' || NUMBER.test(bound)) ? 'number' : 'date'
  return { field, kind, low: boundOf(low, 'first', kind), high: boundOf(high, 'last', kind) }
}

function modifiedSince(value: unknown): readonly ValueRange[] {
  if (isAbsent(value)) return []
  const since = isoInterval(textOf(value))
  if (!since) throw refuse(`ext_modified_since is no ISO date: ${textOf(value).slice(0, 100)}`)
  return [{ field: 'metadata_modified', kind: 'date', low: since.first, high: Infinity }]
}

/** The parameter `ext_cursor` of the page after a dataset. */
export const cursorAfter = (id: string): string => Buffer.from(id).toString('base64url')

/** The id that a cursor stands for; `''` for the first page. */
function cursorOf(value: unknown, params: Params): string | undefined {
  if (isAbsent(value)) return undefined
  const text = textOf(value)
  if (!isAbsent(params['start']) && Number(params['start']) !== 0)
    throw refuse('ext_cursor and start exclude each other')
  if (!isAbsent(params['sort']) && textOf(params['sort']).trim().replace(/\s+/g, ' ') !== 'id asc') {
    throw refuse('With ext_cursor the order is id asc: leave sort out')
  }
  if (text === '*') return ''
  const id = Buffer.from(text, 'base64url').toString('utf8')
  if (id === '' || cursorAfter(id) !== text)
    throw refuse('ext_cursor is * or what the page before gave as ext_cursor')
  return id
}

function facetMode(value: unknown): 'or' | undefined {
  if (isAbsent(value) || value === 'and') return undefined
  if (value !== 'or') throw refuse('ext_facet_mode is and, or or')
  return value
}

/**
 * Reads what package_search takes beyond CKAN: docs/search-extensions.md. Other `ext_` parameters are ignored, as in CKAN.
 * @throws SearchError for what cannot be read, ValidationError for a flag that is none
 */
export function searchExtensions(given: Params, config: Config): SearchExtensions {
  const params = withExtras(given)
  const ranges = [
    ...modifiedSince(params['ext_modified_since']),
    ...readList(params['ext_range']).map(rangeOf),
  ]
  const box = config['ckanister.search.bbox'] ? boxOf(params['ext_bbox']) : undefined
  return {
    after: cursorOf(params['ext_cursor'], params),
    ...(box && { box, withPoints: config['ckanext.spatial.search_backend'] === 'solr-spatial-field' }),
    ...(ranges.length > 0 && { ranges }),
    facetMode: facetMode(params['ext_facet_mode']),
    ...(flagOf(params, 'ext_highlight', false) && { highlight: true }),
    ...(flagOf(params, 'ext_suggest', false) && { suggest: true }),
  }
}
