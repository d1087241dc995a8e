import { SearchError, SearchQueryError, ValidationError, type ErrorDict } from '../../core/errors.ts'
import type { Params } from '../../core/params.ts'
import type { Config } from '../../config/config.ts'
import type { PackageSearch } from '../../search/query.ts'
import { pythonRepr } from '../../validation/python.ts'
import { integerOf } from '../../validation/rules/numbers.ts'
import { isFalsy } from '../../validation/rules/presence.ts'
import { textOf } from '../../validation/rules/texts.ts'
import { flagOf } from '../group/flag-of.ts'
import { searchExtensions } from './search-extensions.ts'

const KNOWN: ReadonlySet<string> = new Set([
  ...['q', 'fl', 'fq', 'rows', 'sort', 'start', 'wt', 'qf', 'bf', 'boost', 'tie', 'defType', 'mm', 'df'],
  ...['facet', 'facet.mincount', 'facet.limit', 'facet.field', 'extras', 'fq_list'],
  ...['include_private', 'include_drafts', 'include_deleted', 'use_default_schema'],
])
const DEFAULT_ROWS = 10

/** What package_search was asked: the search itself, and how the hits are shown. */
export interface PackageSearchRequest {
  readonly search: Omit<PackageSearch, 'labels'>
  readonly use_default_schema: boolean
}

type Errors = Record<string, string[]>

const isAbsent = (value: unknown): boolean => value === undefined || value === null

/** CKAN's natural number; undefined where absent or refused. */
function natural(params: Params, key: string, errors: Errors): number | undefined {
  const value = params[key]
  if (isAbsent(value) || (typeof value === 'string' && value.trim() === '')) return undefined
  const number = integerOf(value)
  if (number === undefined) errors[key] = ['Invalid integer']
  else if (number < 0) errors[key] = ['Must be a natural number']
  else return number
  return undefined
}

function readRows(params: Params, most: number, errors: Errors): number {
  const rows = natural(params, 'rows', errors) ?? DEFAULT_ROWS
  // CKAN reads the number a second time to limit it, and says so of texts.
  if (errors.rows?.[0] === 'Invalid integer' && typeof params.rows === 'string') {
    errors.rows.push('Please enter an integer value')
  }
  return Math.min(rows, most)
}

function readFacetFields(value: unknown, errors: Errors): readonly string[] {
  if (isAbsent(value)) return []
  const messages: string[] = []
  let list = value
  if (typeof value === 'string') {
    try {
      list = JSON.parse(value)
    } catch {
      messages.push('Could not parse as valid JSON')
    }
  }
  const items: readonly unknown[] = Array.isArray(list) ? list : []
  if (!Array.isArray(list)) messages.push('Not a list')
  for (const item of items) if (typeof item !== 'string') messages.push(`Not a string: ${pythonRepr(item)}`)
  if (messages.length > 0) errors['facet.field'] = messages
  return items.filter((item) => typeof item === 'string')
}

function readFacet(
  params: Params,
  config: Config,
  errors: Errors,
): PackageSearch['facet'] & { readonly limitText: unknown } {
  const limit = params['facet.limit']
  const isGiven = !isAbsent(limit) && limit !== ''
  const number = isGiven ? integerOf(limit) : config['search.facets.limit']
  if (number === undefined) errors['facet.limit'] = ['Invalid integer']
  return {
    fields: readFacetFields(params['facet.field'], errors),
    limit: number ?? 0,
    mincount: natural(params, 'facet.mincount', errors) ?? 1,
    limitText: limit,
  }
}

/** Solr's booleans, in any case. @throws SearchError */
function readFacetFlag(value: unknown): boolean {
  const text = isAbsent(value) ? 'true' : textOf(value).toLowerCase()
  if (text === 'true' || text === 'on' || text === 'yes') return true
  if (text === 'false' || text === 'off' || text === 'no') return false
  throw new SearchError(`Search error: 'invalid boolean value: ${text}'`)
}

const texts = (value: unknown): readonly string[] | undefined => {
  if (isAbsent(value)) return undefined
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.length === 0 || isFalsy(value) ? undefined : list.map(textOf)
}

/** Filters; a text where a list belongs is taken letter by letter, as in CKAN. */
const filterList = (value: unknown): readonly string[] | undefined =>
  typeof value === 'string' ? Array.from(value) : texts(value)

/**
 * Reads the parameters of package_search as CKAN does.
 * @throws ValidationError for wrong numbers and lists, all of them in one
 * @throws SearchQueryError for parameters that CKAN does not let through
 * @throws SearchError for what Solr would refuse to read
 */
export function packageSearchParameters(params: Params, config: Config): PackageSearchRequest {
  const errors: Errors = {}
  const rows = readRows(params, config['ckan.search.rows_max'], errors)
  const start = natural(params, 'start', errors) ?? 0
  const { limitText, ...facet } = readFacet(params, config, errors)
  if (Object.keys(errors).length > 0) throw new ValidationError(errors satisfies ErrorDict)
  const unknown = Object.keys(params).filter((key) => !KNOWN.has(key) && !key.startsWith('ext_'))
  if (unknown.length > 0) {
    throw new SearchQueryError(`Search Query is invalid: "Invalid search parameters: ${pythonRepr(unknown)}"`)
  }
  const isFaceted = readFacetFlag(params.facet)
  if (limitText === '') throw new SearchError(`Search error: 'facet.limit is no number'`)
  const text = (key: string): string | undefined => (isAbsent(params[key]) ? undefined : textOf(params[key]))
  return {
    search: {
      q: text('q'),
      fq: text('fq'),
      fq_list: filterList(params.fq_list),
      // An empty text asks for every field, as in CKAN.
      fl: params.fl === '' ? [''] : texts(params.fl),
      sort: text('sort'),
      start,
      rows,
      defType: text('defType'),
      qf: text('qf'),
      mm: text('mm'),
      tie: text('tie'),
      bf: texts(params.bf)?.join(' '),
      boost: text('boost'),
      wt: text('wt'),
      facet: isFaceted && facet.fields.length > 0 ? facet : undefined,
      ...searchExtensions(params, config),
      include_private: flagOf(params, 'include_private', false),
      include_drafts: flagOf(params, 'include_drafts', false),
      include_deleted: flagOf(params, 'include_deleted', false),
    },
    use_default_schema: flagOf(params, 'use_default_schema', false),
  }
}
