import { GAP, lexemes, wordsOf } from './lexemes.ts'

/** A query for full text; `phrase` keeps its words at a distance, each a choice of one word. */
export type TextQuery =
  | { readonly kind: 'word'; readonly word: string; readonly isPrefix: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextQuery[] }
  | { readonly kind: 'not'; readonly part: TextQuery }
  | {
      readonly kind: 'phrase'
      readonly left: TextQuery
      readonly right: TextQuery
      readonly distance: number
    }

/** A query that PostgreSQL refuses. */
export class TextQueryError extends Error {
  override readonly name = 'TextQueryError'
}

const word = (text: string, isPrefix = false): TextQuery => ({ kind: 'word', word: text, isPrefix })

/** All words of a text: plainto_tsquery. undefined: only stop words, which match nothing. */
export function plainQuery(text: string, language: string): TextQuery | undefined {
  const parts = wordsOf(text, language).map((one) => word(one))
  if (parts.length === 0) return undefined
  return parts.length === 1 ? parts[0] : { kind: 'and', parts }
}

/** Words of one operand; more than one stand in a row. */
function operand(text: string, language: string, isPrefix: boolean): TextQuery | undefined {
  const found = lexemes(text, language)
  let query: TextQuery | undefined
  let distance = 0
  for (const one of found) {
    distance++
    if (one === GAP) continue
    const next = word(one, isPrefix)
    query = query === undefined ? next : { kind: 'phrase', left: query, right: next, distance }
    distance = 0
  }
  return query
}

/** What no text has: rows have no weights, so that a word of the weights A to C is nowhere. */
const NOWHERE = word('\ue000')
const MOST_NESTED = 200
const TOKEN = /\s*(?:([&|!()])|<(-|\d{1,5})>|'((?:[^']|'')*)'|((?:\\.|[^\s&|!()<>:'\\])+))(:[*abcd]+)?/iy

/** Combines what stop words may have emptied. */
function combine(
  kind: 'and' | 'or',
  left: TextQuery | undefined,
  right: TextQuery | undefined,
): TextQuery | undefined {
  if (!left || !right) return left ?? right
  return { kind, parts: [left, right] }
}

/**
 * The query language of to_tsquery: `&`, `|`, `!`, `<->`, `<2>`, `( )`, `word:*`, `'some words'`.
 *
 * @returns undefined: only stop words, which match nothing
 * @throws TextQueryError
 */
export function parseTextQuery(text: string, language: string): TextQuery | undefined {
  interface Token {
    readonly sign?: string
    readonly distance?: number
    readonly operand?: TextQuery | undefined
  }
  const fail = (): never => {
    throw new TextQueryError(`syntax error in tsquery: "${text}"`)
  }
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const source = text.trimEnd()
  while (TOKEN.lastIndex < source.length) {
    const [whole, sign, distance, quoted, bare, flags] = TOKEN.exec(source) ?? []
    if (whole === undefined) return fail()
    const written = quoted?.replaceAll("''", "'") ?? bare?.replace(/\\(.)/g, '$1')
    if (written !== undefined)
      tokens.push({
        operand: /^:\*?[abc*]*[abc][abc*]*$/i.test(flags ?? '')
          ? NOWHERE
          : operand(written, language, flags?.includes('*') === true),
      })
    else if (flags !== undefined) fail()
    else if (sign !== undefined) tokens.push({ sign })
    else tokens.push({ sign: '<', distance: distance === '-' ? 1 : Number(distance) })
  }
  if (tokens.length === 0) return undefined
  let at = 0
  let depth = 0
  const unary = (): TextQuery | undefined => {
    const token = tokens[at++]
    if (!token || ++depth > MOST_NESTED) return fail()
    try {
      if (token.sign === '!') {
        const part = unary()
        return part && { kind: 'not', part }
      }
      if (token.sign === '(') {
        const inner = either()
        if (tokens[at++]?.sign !== ')') fail()
        return inner
      }
      return token.sign === undefined ? token.operand : fail()
    } finally {
      depth--
    }
  }
  const phrase = (): TextQuery | undefined => {
    let left = unary()
    while (tokens[at]?.sign === '<') {
      const distance = tokens[at++]?.distance ?? 1
      const right = unary()
      left = left && right ? { kind: 'phrase', left, right, distance } : (left ?? right)
    }
    return left
  }
  const both = (): TextQuery | undefined => {
    let left = phrase()
    while (tokens[at]?.sign === '&') {
      at++
      left = combine('and', left, phrase())
    }
    return left
  }
  const either = (): TextQuery | undefined => {
    let left = both()
    while (tokens[at]?.sign === '|') {
      at++
      left = combine('or', left, both())
    }
    return left
  }
  const query = either()
  if (at < tokens.length) fail()
  return query
}
