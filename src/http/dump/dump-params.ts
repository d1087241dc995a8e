import type { SearchRequest } from '../../datastore/create-datastore.ts'
import { textListParameter } from '../../catalogue/list-parameter.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { PageError } from '../page-error.ts'
import type { FormFields } from '../parse-form.ts'

/** CKAN's, and JSON a line. */
export type TextFormat = 'csv' | 'tsv' | 'json' | 'xml' | 'jsonl'
export type DumpFormat = TextFormat | 'xlsx' | 'geojson' | 'parquet' | 'sqlite'

export interface DumpParams {
  readonly format: DumpFormat
  /** undefined: all rows. */
  readonly limit: number | undefined
  readonly offset: number
  readonly bom: boolean
  /** No cell of csv or tsv is taken for a formula by a spreadsheet. */
  readonly isSafe: boolean
  readonly fields: readonly string[] | undefined
  readonly search: Pick<SearchRequest, 'filters' | 'q' | 'sort' | 'plain' | 'language' | 'distinct'>
}

const FORMATS: readonly string[] = 'csv tsv json xml jsonl xlsx geojson parquet sqlite'.split(' ')
const TRUE = new Set(['true', 'yes', 't', 'y', '1'])

const isFormat = (text: string): text is DumpFormat => FORMATS.includes(text)

/** The first of several, as CKAN reads a query string; an empty text is nothing. */
function one(query: FormFields, key: string): string | undefined {
  const value = query[key]
  const first = typeof value === 'object' ? value[0] : value
  return first === '' ? undefined : first
}

function integer(query: FormFields, key: string): number | undefined {
  const text = one(query, key)
  if (text === undefined) return undefined
  const value = integerOf(text)
  if (value === undefined) throw new PageError(400, `${key}: Invalid integer`)
  return value
}

function parsed(text: string, key: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new PageError(400, `${key}: Cannot parse JSON`)
  }
}

/** Words, or an object by columns as JSON. */
function words(text: string): string | Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, unknown>>
  } catch {
    // Not JSON: just words.
  }
  return text
}

/** The parameters of a dump's address; unknown ones don't count. @throws PageError 400 in CKAN's words */
export function dumpParams(
  query: FormFields,
  defaults: { readonly language: string; readonly isSafe: boolean },
): DumpParams {
  const format = one(query, 'format') ?? 'csv'
  if (!isFormat(format))
    throw new PageError(400, "format: Value must be one of ('csv', 'tsv', 'json', 'xml')")
  const filters = one(query, 'filters')
  const q = one(query, 'q')
  const sort = textListParameter(one(query, 'sort'))
  const flag = (key: string, fallback: boolean): boolean => {
    const text = one(query, key)
    return text === undefined ? fallback : TRUE.has(text.trim().toLowerCase())
  }
  const limit = integer(query, 'limit')
  const offset = integer(query, 'offset') ?? 0
  if (limit !== undefined && limit < 0) throw new PageError(400, 'limit: Must be a natural number')
  if (offset < 0) throw new PageError(400, `offset: invalid value "${String(offset)}"`)
  return {
    format,
    limit,
    offset,
    bom: flag('bom', false),
    isSafe: flag('spreadsheet_safe', defaults.isSafe),
    fields: textListParameter(one(query, 'fields')),
    search: {
      filters: filters === undefined ? undefined : parsed(filters, 'filters'),
      ...(q === undefined ? {} : { q: words(q) }),
      ...(sort === undefined || sort.length === 0 ? {} : { sort }),
      plain: flag('plain', true),
      language: one(query, 'language') ?? defaults.language,
      distinct: flag('distinct', false),
    },
  }
}
