import { SearchError } from '../../core/errors.ts'
import { analyse, normalise, type Token } from '../analysis/analyse.ts'
import { lowerCase } from '../analysis/lower-case.ts'
import { chainOf, fieldType, type FieldKind } from '../field-types.ts'
import type { FuzzyNode, RangeNode } from '../solr/ast.ts'
import { unescape } from '../solr/lexer.ts'
import { parseDate } from '../solr/parse-date.ts'
import { globMatcher, readGlob } from './glob-matcher.ts'
import { combine, NOTHING, type Plan } from './plan.ts'

const MAX_EDITS = 2
/** Words of a phrase; of one with slop, which is far more work. */
const LONGEST_PHRASE = 1024
const LONGEST_LOOSE_PHRASE = 64

/** A whole number of a query; @throws SearchError for anything else. */
function integer(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) throw new SearchError(`Search error: 'Invalid Number: ${text.slice(0, 100)}'`)
  return Number(text)
}

function numberOf(kind: FieldKind, text: string, now: number): number {
  return kind === 'date' ? parseDate(text, now) : integer(text)
}

const unsearchable = (field: string): SearchError =>
  new SearchError(`Search error: 'can not use FieldCache on a field which is not indexed: ${field}'`)

/**
 * What a word or a quoted text asks of a field.
 * @param operator how the tokens of one word are joined
 * @returns `undefined` where the analysis leaves nothing
 */
export function planText(
  field: string,
  text: string,
  options: { quoted: boolean; slop?: number; operator: 'and' | 'or'; now: number },
): Plan | undefined {
  const { kind } = fieldType(field)
  switch (kind) {
    case 'string':
      return { kind: 'term', field, term: text }
    case 'date':
    case 'integer': {
      const number = numberOf(kind, text, options.now)
      return { kind: 'numberRange', field, low: number, high: number }
    }
    case 'unsearchable':
      throw unsearchable(field)
    case 'ngram': {
      const pieces = lowerCase(text)
        .split(/[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/)
        .filter((piece) => piece !== '')
        .map((piece): Plan => ({ kind: 'piece', field, text: piece }))
      if (options.quoted && pieces.length > 1) return NOTHING
      return combine(pieces, options.operator)
    }
    default: {
      const tokens = analyse(kind, text, 'query')
      // Pairs of letters mean a word only where they stand in a row.
      if ((options.quoted || kind === 'cjk') && tokens.length > 1)
        return planPhrase(field, tokens, options.slop ?? 0)
      return combine(
        tokens.map(({ term }): Plan => ({ kind: 'term', field, term })),
        options.operator,
      )
    }
  }
}

function planPhrase(field: string, terms: readonly Token[], slop: number): Plan {
  if (terms.length > (slop === 0 ? LONGEST_PHRASE : LONGEST_LOOSE_PHRASE)) {
    throw new SearchError(`Search error: 'A phrase of ${terms.length} words is too long'`)
  }
  return { kind: 'phrase', field, terms, slop }
}

/** Words side by side: of a string field any of them, else as one text. */
export function planRun(
  field: string,
  texts: readonly string[],
  operator: 'and' | 'or',
  now: number,
): Plan | undefined {
  const { kind } = fieldType(field)
  if (kind !== 'string') return planText(field, texts.join(' '), { quoted: false, operator, now })
  return {
    kind: 'constant',
    score: 1,
    plan:
      combine(
        texts.map((term): Plan => ({ kind: 'term', field, term })),
        'or',
      ) ?? NOTHING,
  }
}

const normalised = (kind: FieldKind, text: string): string => {
  const chain = chainOf(kind)
  return chain ? normalise(chain, text) : text
}

/** `field:text*` */
export function planPrefix(field: string, text: string): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw unsearchable(field)
  if (kind === 'date' || kind === 'integer')
    throw new SearchError(`Search error: 'Can't run prefix queries on numeric fields'`)
  if (kind === 'ngram') return NOTHING
  return { kind: 'termSet', field, prefix: normalised(kind, text) }
}

/** `field:te*x?`; a backslash keeps the next character as it is. */
export function planWildcard(field: string, pattern: string): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw unsearchable(field)
  if (kind === 'ngram' || kind === 'date' || kind === 'integer') return NOTHING
  const prefix = /^(?:\\[^]|[^*?\\])*/.exec(pattern)?.[0] ?? ''
  const test = globMatcher(readGlob(pattern, (text) => normalised(kind, text)))
  return { kind: 'termSet', field, prefix: normalised(kind, unescape(prefix)), test }
}

/** `field:text~edits` */
export function planFuzzy(field: string, { text, edits }: FuzzyNode): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw unsearchable(field)
  if (kind === 'date' || kind === 'integer' || kind === 'ngram') return NOTHING
  const allowed = edits >= 1 ? edits : edits === 0 ? 0 : Math.trunc((1 - edits) * Array.from(text).length)
  return { kind: 'fuzzy', field, term: normalised(kind, text), edits: Math.min(MAX_EDITS, allowed) }
}

/** `field:[lower TO upper]` */
export function planRange(field: string, range: RangeNode, now: number): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw unsearchable(field)
  const { lower, upper } = range
  if (kind === 'date' || kind === 'integer') {
    const low = lower === undefined ? -Infinity : numberOf(kind, lower, now) + (range.includesLower ? 0 : 1)
    const high = upper === undefined ? Infinity : numberOf(kind, upper, now) - (range.includesUpper ? 0 : 1)
    return { kind: 'numberRange', field, low, high }
  }
  if (kind === 'ngram')
    return lower === undefined && upper === undefined
      ? { kind: 'exists', field: field.replace('_ngram', '') }
      : NOTHING
  if (lower === undefined && upper === undefined) return { kind: 'exists', field }
  const from = lower === undefined ? undefined : normalised(kind, lower)
  const until = upper === undefined ? undefined : normalised(kind, upper)
  const test = (term: string): boolean =>
    (range.includesLower || term !== from) && (range.includesUpper || term !== until)
  return { kind: 'termSet', field, prefix: '', from, until, test }
}
