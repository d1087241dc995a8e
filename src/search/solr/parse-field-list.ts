import { SearchError } from '../../core/errors.ts'
import { parseFunction, type NumberFunction } from './functions.ts'

/** One thing that `fl` asks for, and the key that it comes under. */
export type FieldChoice =
  | { readonly kind: 'fields'; readonly fits: (name: string) => boolean }
  | { readonly kind: 'field'; readonly name: string; readonly key: string }
  | { readonly kind: 'score'; readonly key: string }
  | { readonly kind: 'function'; readonly value: NumberFunction; readonly key: string }

const PART = /[\s,]*((?:[^\s,()]+:)?(?:[^\s,()]*\((?:[^()]|\([^()]*\))*\)|[^\s,]+))/g

/**
 * Reads `id,name`, `n*`, `key:field`, `sum(1,1)`.
 * @throws SearchError for what Solr cannot read (brackets and quotes)
 */
export function parseFieldList(text: string, now: number): readonly FieldChoice[] {
  if (/[[\]"]/.test(text))
    throw new SearchError(`Search error: 'Error parsing fieldname: ${text.slice(0, 100)}'`)
  if (text === '') return [{ kind: 'fields', fits: () => true }]
  return [...text.matchAll(PART)].map(([, part = '']): FieldChoice => {
    const colon = part.indexOf(':')
    const isFunction = part.includes('(')
    const name = colon > 0 ? part.slice(colon + 1) : part
    const key = colon > 0 ? part.slice(0, colon) : name
    if (name === 'score') return { kind: 'score', key }
    if (isFunction) return readFunction(name, key, now)
    if (!name.includes('*') && !name.includes('?')) return { kind: 'field', name, key }
    const source = name
      .replace(/[\\^$.+()|{}-]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    const test = new RegExp(`^${source}$`)
    return { kind: 'fields', fits: (field) => test.test(field) }
  })
}

// Solr takes an unknown function's name for a field that nobody has.
function readFunction(text: string, key: string, now: number): FieldChoice {
  try {
    return { kind: 'function', value: parseFunction(text, now), key }
  } catch (error) {
    if (error instanceof SearchError) return { kind: 'field', name: text, key }
    throw error
  }
}
