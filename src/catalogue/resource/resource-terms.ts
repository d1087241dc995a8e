import type { Config } from '../../config/config.ts'
import { ValidationError } from '../../core/errors.ts'
import type { ResourceTerm, ResourceTermKind } from '../../store/resource-search.ts'
import { isoDate } from '../../validation/rules/dates.ts'
import { integerOf } from '../../validation/rules/numbers.ts'

/** The columns that resource_search knows. */
const FIELDS: Readonly<Record<string, ResourceTermKind>> = {
  url: 'text',
  format: 'text',
  description: 'text',
  hash: 'prefix',
  name: 'text',
  resource_type: 'text',
  mimetype: 'text',
  mimetype_inner: 'text',
  size: 'value',
  created: 'value',
  last_modified: 'value',
  metadata_modified: 'value',
  cache_url: 'text',
  cache_last_updated: 'value',
  url_type: 'text',
}

function kindOf(config: Config, field: string): ResourceTermKind {
  const kind = Object.hasOwn(FIELDS, field) ? FIELDS[field] : undefined
  if (kind !== undefined) return kind
  if (config['ckan.extra_resource_fields'].includes(field)) return 'custom'
  throw new ValidationError({ query: `Field "${field}" not recognised in resource_search.` })
}

function valueOf(field: string, text: string): string | number {
  const value = field === 'size' ? integerOf(text) : isoDate(text)
  if (value === undefined) throw new ValidationError({ query: `"${text}" is no value of ${field}` })
  return value
}

/** What CKAN goes through: of an object its keys. */
const listed = (query: unknown): readonly unknown[] =>
  Array.isArray(query)
    ? (query as readonly unknown[])
    : typeof query === 'object' && query !== null
      ? Object.keys(query)
      : [query]

/**
 * The terms of a query, `field:text` or a list of such; of one field the last counts.
 *
 * @throws ValidationError
 */
export function searchTerms(config: Config, query: unknown): readonly ResourceTerm[] {
  const terms = new Map<string, ResourceTerm>()
  for (const text of listed(query)) {
    const colon = typeof text === 'string' ? text.indexOf(':') : -1
    if (typeof text !== 'string' || colon < 0) {
      throw new ValidationError({ query: 'Must be <field>:<value> pair(s)' })
    }
    const field = text.slice(0, colon)
    const given = text.slice(colon + 1)
    const kind = kindOf(config, field)
    terms.set(field, { field, kind, value: kind === 'value' ? valueOf(field, given) : given })
  }
  return [...terms.values()]
}
