import { SearchError } from '../../core/errors.ts'
import { FunctionSyntaxError } from '../functions/function-syntax-error.ts'
import { parseFunction } from '../functions/parse-function.ts'
import type { SolrFunction } from '../functions/solr-function.ts'

/** One thing that `fl` asks for, and the key that it comes under. */
export type FieldChoice =
  | { readonly kind: 'fields'; readonly fits: (name: string) => boolean }
  | { readonly kind: 'field'; readonly name: string; readonly key: string }
  | { readonly kind: 'score'; readonly key: string }
  | { readonly kind: 'function'; readonly value: SolrFunction; readonly key: string }

const QUOTED = String.raw`"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'`
const KEY = String.raw`[^\s,()"'[\]:]+:`
const NESTED = String.raw`(?:[^()"']|${QUOTED})`
const CALL = String.raw`[^\s,()"']*\((?:${NESTED}|\((?:${NESTED}|\(${NESTED}*\))*\))*\)`
const PART = new RegExp(String.raw`[\s,)]*((?:${KEY})?(?:${CALL}|(?:${QUOTED})(?![^\s,])|[^\s,]+))`, 'g')
const WITH_KEY = new RegExp(String.raw`^(?:(${KEY}))?([^]*)$`)

/**
 * Reads `id,name`, `n*`, `key:field`, `sum(1,1)`, `"text"`.
 * @throws SearchError for what is not there (`[explain]`), and for fields that no function can use
 */
export function parseFieldList(text: string, now: number): readonly FieldChoice[] {
  if (text === '') return [{ kind: 'fields', fits: () => true }]
  return [...text.matchAll(PART)].map(([, part = '']): FieldChoice => {
    const [, prefix = '', name = ''] = WITH_KEY.exec(part) ?? []
    const key = prefix === '' ? name : prefix.slice(0, -1)
    if (name.startsWith('['))
      throw new SearchError(`Search error: 'Error parsing fieldname: ${text.slice(0, 100)}'`)
    if (name === 'score') return { kind: 'score', key }
    if (/["'(]|^-?\d/.test(name)) return readFunction(name, key, now)
    if (!/[*?]/.test(name)) return { kind: 'field', name, key }
    const source = name
      .replace(/[\\^$.+()|{}[\]-]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')
    const test = new RegExp(`^${source}$`)
    return { kind: 'fields', fits: (field) => test.test(field) }
  })
}

// Solr takes what is no function for the name of a field that nobody has.
function readFunction(text: string, key: string, now: number): FieldChoice {
  try {
    return { kind: 'function', value: parseFunction(text, now), key }
  } catch (error) {
    if (error instanceof FunctionSyntaxError) return { kind: 'field', name: text, key }
    throw error
  }
}
