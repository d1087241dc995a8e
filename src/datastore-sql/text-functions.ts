import { matchesText, positionsOf } from '../datastore/text/match-text.ts'
import { rankText } from '../datastore/text/rank-text.ts'
import { parseTextQuery, plainQuery, type TextQuery } from '../datastore/text/text-query.ts'
import { timestamp } from '../datastore/types/dates.ts'
import { formatMoment, parseMoment } from './format-moment.ts'
import { formatNumber, parseNumber } from './format-number.ts'

type TextFunction = (...args: readonly string[]) => string | boolean | number | null

const queries = new Map<string, TextQuery | undefined>()
const MOST_KEPT = 1000

function queryOf(text: string, kind: string, language: string): TextQuery | undefined {
  const key = `${kind}:${language}:${text}`
  if (queries.has(key)) return queries.get(key)
  const query = kind === 'plain' ? plainQuery(text, language) : parseTextQuery(text, language)
  if (queries.size >= MOST_KEPT) queries.clear()
  queries.set(key, query)
  return query
}

function matches(text = '', language = '', query = '', kind = '', queryLanguage = ''): boolean {
  const parsed = queryOf(query, kind, queryLanguage)
  return parsed !== undefined && matchesText(positionsOf(text, language), parsed)
}

function rank(text = '', language = '', query = '', kind = '', queryLanguage = ''): number {
  const parsed = queryOf(query, kind, queryLanguage)
  return parsed === undefined ? 0 : rankText(positionsOf(text, language), parsed)
}

const stamp = timestamp()

/** Any text that PostgreSQL takes for a moment. @throws PgError in its words */
function readMoment(text = ''): string | null {
  const stored = stamp.read(text)
  return typeof stored === 'string' ? stamp.toText(stored, undefined) : null
}

const initcap = (text = ''): string =>
  text.toLowerCase().replace(/[\p{L}\p{N}]+/gu, (word) => word.charAt(0).toUpperCase() + word.slice(1))

const quoteIdent = (name = ''): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`

/** format(): `%s`, `%I`, `%L`, `%%`, `%1$s`. */
function format(pattern = '', json = '[]'): string {
  const args = JSON.parse(json) as readonly (string | null)[]
  let next = 0
  return pattern.replace(
    /%(?:(\d+)\$)?(-?\d+)?([sIL%])/g,
    (_, place: string | undefined, width: string | undefined, kind: string) => {
      if (kind === '%') return '%'
      const at = place === undefined ? next : Number(place) - 1
      next = at + 1
      if (at >= args.length) throw new Error('too few arguments for format()')
      const value = args[at] ?? ''
      const text =
        kind === 'I'
          ? quoteIdent(value)
          : kind === 'L'
            ? args[at] === null
              ? 'NULL'
              : `'${value.replaceAll("'", "''")}'`
            : value
      const size = Math.min(Math.abs(Number(width ?? 0)), 10_000)
      return width?.startsWith('-') === true ? text.padEnd(size) : text.padStart(size)
    },
  )
}

function formatInterval(text = '', pattern = ''): string | null {
  const [, hours = '0', minutes = '00', seconds = '00'] = /(\d+):(\d\d):(\d\d)/.exec(text) ?? []
  return formatMoment(
    `2000-01-01 ${String(Number(hours) % 24).padStart(2, '0')}:${minutes}:${seconds}`,
    pattern,
  )
}

/** How a text and two colours of names show: a query as PostgreSQL writes it. */
function showQuery(text = '', kind = '', language = ''): string {
  const write = (query: TextQuery, isInner: boolean): string => {
    switch (query.kind) {
      case 'word':
        return `'${query.word.replaceAll("'", "''")}'${query.isPrefix ? ':*' : ''}`
      case 'not':
        return `!${write(query.part, true)}`
      case 'phrase':
        return `${write(query.left, true)} <${query.distance === 1 ? '-' : query.distance}> ${write(query.right, true)}`
      default: {
        const joined = query.parts.map((part) => write(part, true)).join(query.kind === 'and' ? ' & ' : ' | ')
        return isInner && query.kind === 'or' ? `( ${joined} )` : joined
      }
    }
  }
  const query = queryOf(text, kind, language)
  return query === undefined ? '' : write(query, false)
}

export interface NamedTextFunction {
  readonly name: string
  readonly parameters: number
  readonly result: 'text' | 'bool' | 'float8'
  readonly call: TextFunction
}

/** Functions of PostgreSQL that are written here and called by DuckDB; every argument is a text and none is null. */
export const TEXT_FUNCTIONS: readonly NamedTextFunction[] = [
  { name: 'pg_initcap', parameters: 1, result: 'text', call: initcap },
  { name: 'pg_quote_ident', parameters: 1, result: 'text', call: quoteIdent },
  { name: 'pg_format', parameters: 2, result: 'text', call: format },
  { name: 'pg_read_moment', parameters: 1, result: 'text', call: readMoment },
  {
    name: 'pg_moment_to_char',
    parameters: 2,
    result: 'text',
    call: (text = '', pattern = '') => formatMoment(text, pattern),
  },
  {
    name: 'pg_number_to_char',
    parameters: 2,
    result: 'text',
    call: (text = '', pattern = '') => formatNumber(text, pattern),
  },
  { name: 'pg_interval_to_char', parameters: 2, result: 'text', call: formatInterval },
  {
    name: 'pg_parse_moment',
    parameters: 2,
    result: 'text',
    call: (text = '', pattern = '') => parseMoment(text, pattern),
  },
  { name: 'pg_parse_number', parameters: 2, result: 'text', call: (text = '') => parseNumber(text) },
  { name: 'pg_text_matches', parameters: 5, result: 'bool', call: matches },
  { name: 'pg_text_rank', parameters: 5, result: 'float8', call: rank },
  { name: 'pg_show_query', parameters: 3, result: 'text', call: showQuery },
]
