import type { Config } from '../config/config.ts'
import { LOCALES, RENAMED_LOCALES } from './locales.ts'

/** What a request asks for, without the site's own prefixes. */
export interface RequestTarget {
  /** Begins with one slash; still percent-encoded. */
  readonly path: string
  /** Without `?`; empty: none. */
  readonly query: string
  /** The language at the start of the path, or empty. */
  readonly locale: string
  /** The address has moved: the path and query to go to. */
  readonly movedTo?: string
}

const isOffered = (config: Config, locale: string): boolean =>
  LOCALES.has(locale) &&
  (config['ckan.locales_offered'].length === 0 || config['ckan.locales_offered'].includes(locale))

/** Takes the root path away, with the language that may stand in the middle or at the end of it. */
function withoutRoot(config: Config, path: string): string {
  const root = config['ckan.root_path'].replace(/\/+$/, '')
  if (root === '') return path
  const [before = '', after = ''] = root.split('/{{LANG}}')
  if (!path.startsWith(before)) return path
  const rest = path.slice(before.length)
  const language = /^\/[A-Za-z_]+(?=\/|$)/.exec(rest)?.[0] ?? ''
  const afterLanguage = isOffered(config, language.slice(1)) ? rest.slice(language.length) : rest
  if (!afterLanguage.startsWith(after)) return path
  return rest.slice(0, rest.length - afterLanguage.length) + afterLanguage.slice(after.length)
}

/** Reads a request line's target: also an absolute address (proxies) and doubled slashes at the start. */
export function readTarget(url: string, config: Config): RequestTarget {
  const target = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?#]*/i, '')
  const mark = target.indexOf('?')
  const rawPath = mark === -1 ? target : target.slice(0, mark)
  const query = mark === -1 ? '' : target.slice(mark + 1)
  // The address of nearly every request: nothing to take away.
  if (rawPath.startsWith('/api/') && config['ckan.root_path'] === '')
    return { path: rawPath, query, locale: '' }
  const path = withoutRoot(config, `/${rawPath.replace(/^\/+/, '')}`) || '/'
  const first = path.split('/', 2)[1] ?? ''
  const renamed = Object.hasOwn(RENAMED_LOCALES, first) ? RENAMED_LOCALES[first] : undefined
  const rest = path.slice(1 + first.length)
  if (renamed !== undefined) {
    const search = query === '' ? '' : `?${query}`
    return { path, query, locale: '', movedTo: `/${renamed}${rest === '/' ? '' : rest}${search}` }
  }
  if (!isOffered(config, first)) return { path, query, locale: '' }
  return { path: rest === '' ? '/' : rest, query, locale: first }
}
