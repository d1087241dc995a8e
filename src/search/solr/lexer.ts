import { SearchError } from '../../core/errors.ts'

export type TokenKind =
  | 'and'
  | 'or'
  | 'not'
  | 'plus'
  | 'minus'
  | 'bareOperator'
  | '('
  | ')'
  | ':'
  | '*'
  | 'boost'
  | 'quoted'
  | 'term'
  | 'fuzzy'
  | 'prefix'
  | 'wildcard'
  | 'regex'
  | 'range'
  | 'filter('
  | 'end'

/** A token; `text` still has its escapes. A range is one token: its bounds are in `range`. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly range?: RangeText
}

export interface RangeText {
  readonly lower: string | undefined
  readonly upper: string | undefined
  readonly includesLower: boolean
  readonly includesUpper: boolean
}

const BLANK = /[ \t\n\r\u3000]+/y
const BARE_OPERATOR = /[-+!][ \t\n\r\u3000]/y
const START = String.raw`(?:[^ \t\n\r\u3000+\-!():^[\]"{}~*?\\/]|\\[^])`
const REST = String.raw`(?:[^ \t\n\r\u3000():^[\]"{}~*?\\]|\\[^])`
const WORD = new RegExp(`${START}${REST}*`, 'y')
const PATTERN = new RegExp(`(?:${START}|[*?])(?:${REST}|[*?])*`, 'y')
const QUOTED = /"(?:[^"\\]|\\[^])*"/y
const REGEX = /\/[^*/](?:\\\/|[^/])*\//y
const FUZZY = /~(?:\d+(?:\.\d+)?)?/y
const BOOST = /\^[ \t\n\r\u3000]*=?-?\d+(?:\.\d+)?/y
const RANGE_QUOTED = /"(?:\\"|[^"])+"/y
const RANGE_BOUND = /[^ \]}]+/y
const DELIMITED: Readonly<Record<string, readonly [TokenKind, RegExp]>> = {
  '"': ['quoted', QUOTED],
  '/': ['regex', REGEX],
  '~': ['fuzzy', FUZZY],
  '^': ['boost', BOOST],
}
const SIGNS: Readonly<Record<string, TokenKind>> = {
  '(': '(',
  ')': ')',
  ':': ':',
  '+': 'plus',
  '-': 'minus',
  '!': 'not',
}
const WORDS: Readonly<Record<string, TokenKind>> = {
  AND: 'and',
  '&&': 'and',
  OR: 'or',
  '||': 'or',
  NOT: 'not',
}

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

/** The end of a comment that begins at `at`; comments nest. */
function commentEnd(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i++) {
    if (text.startsWith('/*', i)) {
      depth++
      i++
    } else if (text.startsWith('*/', i)) {
      i++
      if (--depth === 0) return i + 1
    }
  }
  throw new SearchError(`Search error: 'Comment without end'`)
}

function refuse(text: string, at: number): never {
  const what = at < text.length ? `"${text.slice(at, at + 20)}"` : 'the end'
  throw new SearchError(`Search error: 'Cannot parse the query at ${what}'`)
}

function readRange(text: string, at: number): { token: Token; end: number } {
  let i = at + 1
  const skip = (): void => {
    while (text[i] === ' ') i++
  }
  const bound = (): string | undefined => {
    skip()
    const quoted = matchAt(RANGE_QUOTED, text, i)
    const plain = matchAt(RANGE_BOUND, text, i)
    const raw = quoted !== undefined && quoted.length >= (plain?.length ?? 0) ? quoted : plain
    if (raw === undefined || raw === 'TO') refuse(text, i)
    i += raw.length
    if (raw === quoted) return unescape(quoted.slice(1, -1))
    return raw === '*' ? undefined : unescape(raw)
  }
  const lower = bound()
  skip()
  if (!/^TO[ \]}]/.test(text.slice(i, i + 3))) refuse(text, i)
  i += 2
  const upper = bound()
  skip()
  const close = text[i]
  if (close !== ']' && close !== '}') refuse(text, i)
  const range = { lower, upper, includesLower: text[at] === '[', includesUpper: close === ']' }
  return { token: { kind: 'range', text: text.slice(at, i + 1), range }, end: i + 1 }
}

/**
 * A text without its backslashes: `\c` is c, `\u0041` is A.
 * @throws SearchError for a backslash with nothing, or no four digits, behind it
 */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(u[0-9a-fA-F]{4}|[^]|$)/g, (whole, escaped: string) => {
    if (escaped === '' || escaped === 'u') throw new SearchError(`Search error: 'Unfinished escape ${whole}'`)
    return escaped.length > 1 ? String.fromCharCode(parseInt(escaped.slice(1), 16)) : escaped
  })
}

/**
 * The tokens of a query in Solr's Lucene syntax (Solr's QueryParser.jj: the longest match wins).
 * @throws SearchError where no token begins, and for local parameters `{!…}`
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const add = (kind: TokenKind, token: string): number => tokens.push({ kind, text: token })
  let at = 0
  while (at < text.length) {
    const blank = matchAt(BLANK, text, at)
    if (blank !== undefined) {
      at += blank.length
      continue
    }
    if (text.startsWith('/*', at)) {
      at = commentEnd(text, at)
      continue
    }
    const char = text[at] ?? ''
    if (char === '[' || char === '{') {
      if (text.startsWith('{!', at))
        throw new SearchError('Search error: "Local parameters are not supported."')
      const { token, end } = readRange(text, at)
      tokens.push(token)
      at = end
      continue
    }
    const [kind, pattern] = DELIMITED[char] ?? []
    if (kind && pattern) {
      const found = matchAt(pattern, text, at)
      if (found === undefined) refuse(text, at)
      at += found.length
      add(kind, found)
      continue
    }
    if (matchAt(BARE_OPERATOR, text, at) !== undefined) {
      add('bareOperator', char)
      at += 2
      continue
    }
    const sign = SIGNS[char]
    if (sign) {
      add(sign, char)
      at++
      continue
    }
    const word = matchAt(WORD, text, at)
    const wild = matchAt(PATTERN, text, at)
    if (wild === undefined) refuse(text, at)
    at += wild.length
    if (word === 'filter' && wild === word && text[at] === '(') {
      at++
      add('filter(', 'filter(')
    } else if (wild === word) add(WORDS[word] ?? 'term', word)
    else if (wild === '*') add('*', wild)
    else add(wild === `${word ?? ''}*` ? 'prefix' : 'wildcard', wild)
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}
