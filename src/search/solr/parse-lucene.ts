import { SearchError } from '../../core/errors.ts'
import type { Clause, Node } from './ast.ts'
import { tokenize, unescape, type Token, type TokenKind } from './lexer.ts'

const NOT_AFTER_RUN: ReadonlySet<TokenKind> = new Set([':', '*', 'fuzzy', 'boost', 'and', 'or'])
const DEEPEST = 400
/** Four times what Lucene takes, as the analysis may leave nothing of some: more is not even looked at. */
const MOST_CLAUSES = 4096

/**
 * Parses Solr's Lucene syntax to a tree. How clauses are joined is left to `joinClauses`, because it depends on what
 * the analysis leaves of them.
 * @throws SearchError for a text that Solr refuses (CKAN: 409 "Search Error")
 */
export function parseLucene(text: string): Node {
  const tokens = tokenize(text)
  let at = 0
  let depth = 0
  let count = 0
  const kindAt = (offset = 0): TokenKind => tokens[at + offset]?.kind ?? 'end'
  const next = (): Token => {
    const token = tokens[at++]
    if (!token) throw unexpected()
    return token
  }
  const unexpected = (): SearchError => {
    const token = tokens[Math.min(at, tokens.length - 1)]
    const what = token === undefined || token.kind === 'end' ? 'the end' : `"${token.text.slice(0, 40)}"`
    return new SearchError(`Search error: 'Cannot parse the query: unexpected ${what}'`)
  }
  const accept = (kind: TokenKind): Token | undefined => (kindAt() === kind ? next() : undefined)

  const startsRun = (): boolean =>
    kindAt() === 'term' && kindAt(1) === 'term' && !NOT_AFTER_RUN.has(kindAt(2))
  const run = (field: string | undefined): Node => {
    const texts = [unescape(next().text)]
    while (kindAt() === 'term' && !NOT_AFTER_RUN.has(kindAt(1))) texts.push(unescape(next().text))
    return { kind: 'terms', field, texts }
  }
  const group = (field: string | undefined): Node => {
    if (++depth > DEEPEST) throw new SearchError(`Search error: 'Too many nested parentheses'`)
    const clauses: Clause[] = []
    do {
      if (++count > MOST_CLAUSES) throw new SearchError(`Search error: 'Query contains too many clauses'`)
      if (startsRun()) {
        clauses.push({ conjunction: undefined, modifier: undefined, node: run(field) })
        continue
      }
      const conjunction =
        clauses.length === 0 ? undefined : accept('and') ? 'and' : accept('or') ? 'or' : undefined
      const modifier = accept('plus') ? 'must' : (accept('minus') ?? accept('not')) ? 'not' : undefined
      clauses.push({ conjunction, modifier, node: clause(field) })
    } while (kindAt() !== 'end' && kindAt() !== ')')
    depth--
    const [only] = clauses
    const isBare = only?.modifier === undefined && only?.node.kind !== 'terms' && only?.node.kind !== 'group'
    if (clauses.length === 1 && isBare && only) return only.node
    return { kind: 'group', clauses }
  }
  const clause = (outer: string | undefined): Node => {
    let field = outer
    if ((kindAt() === 'term' || kindAt() === '*') && kindAt(1) === ':') {
      field = unescape(next().text)
      next()
    }
    if (accept('(')) return boosted(closed(group(field)))
    if (accept('filter(')) return boosted({ kind: 'constant', node: closed(group(field)), score: 1 })
    return value(field)
  }
  const closed = (node: Node): Node => {
    if (!accept(')')) throw unexpected()
    return node
  }
  const boosted = (node: Node, token = accept('boost')): Node => {
    const boost = token?.text.slice(1).trim()
    if (boost === undefined) return node
    const number = Number(boost.replace('=', ''))
    if (number < 0) throw new SearchError(`Search error: 'A boost cannot be negative: ${boost}'`)
    return boost.startsWith('=')
      ? { kind: 'constant', node, score: number }
      : { kind: 'boost', node, boost: number }
  }
  const value = (field: string | undefined): Node => {
    const token = next()
    if (token.kind === 'range' && token.range) return boosted({ kind: 'range', field, ...token.range })
    if (token.kind === 'quoted') {
      const slop = Math.trunc(Number(accept('fuzzy')?.text.slice(1) ?? 0))
      return boosted({ kind: 'phrase', field, text: unescape(token.text.slice(1, -1)), slop })
    }
    const fuzzy = accept('fuzzy')
    const boost = accept('boost')
    const node = bare(token, field, fuzzy ?? (boost && accept('fuzzy')))
    return boost ? boosted(node, boost) : node
  }
  const bare = (token: Token, field: string | undefined, fuzzy: Token | undefined): Node => {
    switch (token.kind) {
      case '*':
        return field === undefined || field === '*' ? { kind: 'all' } : { kind: 'exists', field }
      case 'prefix':
        return { kind: 'prefix', field, text: unescape(token.text.slice(0, -1)) }
      case 'wildcard':
        return { kind: 'wildcard', field, pattern: token.text }
      case 'regex':
        return { kind: 'regex', field, pattern: token.text.slice(1, -1).replaceAll('\\/', '/') }
      case 'term':
      case 'bareOperator': {
        const text = unescape(token.text)
        return fuzzy
          ? { kind: 'fuzzy', field, text, edits: edits(fuzzy.text) }
          : { kind: 'term', field, text }
      }
      default:
        at--
        throw unexpected()
    }
  }
  const node = group(undefined)
  if (kindAt() !== 'end') throw unexpected()
  return node
}

function edits(text: string): number {
  const number = text.length > 1 ? Number(text.slice(1)) : 2
  if (number >= 1 && !Number.isInteger(number))
    throw new SearchError(`Search error: 'Fractional edit distances are not allowed!'`)
  return number
}
