import type { SolrFields } from '../document/solr-fields.ts'
import { languageFields, type Language } from '../analysis/languages.ts'
import { chainOf, fieldType, type FieldType } from '../field-types.ts'
import type { Chain } from '../analysis/analyse.ts'
import { FieldTokens } from './field-tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Takes what a document adds to each field's index. */
export interface Inverted {
  readonly values: (name: string, values: readonly string[]) => void
  /** Tokens are good until the next document. */
  readonly tokens: (name: string, tokens: FieldTokens) => void
  readonly number: (name: string, value: number) => void
}

/** The distance between two values of one field (Solr: positionIncrementGap). */
const GAP = 100
const INTO_URLS = new Set(['url', 'ckan_url', 'download_url', 'res_url'])
/** Their values are ids here; the words of their names are found by other means (see match/names.ts). */
const NAMED_BY_ID = new Set(['organization', 'groups'])

interface FieldPlan {
  readonly type: FieldType
  readonly chain: Chain | undefined
  readonly intoText: boolean
  readonly intoUrls: boolean
}

function planField(name: string): FieldPlan {
  const type = fieldType(name)
  return {
    type,
    chain: chainOf(type.kind),
    intoText: type.inText && !NAMED_BY_ID.has(name),
    intoUrls: INTO_URLS.has(name),
  }
}

/** Names of fields are up to their authors: of so many, the plans are made anew. */
const MOST_PLANS = 5000

/**
 * Analyses documents one after another and copies fields into others, as CKAN's Solr schema does.
 * @param language analyses title and catch-all text a second time, into fields of their own
 */
export function createInverter(
  vocabulary: Vocabulary,
  language?: Language,
): (fields: SolrFields, into: Inverted) => void {
  const plans = new Map<string, FieldPlan>()
  const pool = new Map<string, FieldTokens>()
  const touched = new Map<string, FieldTokens>()
  const second = language && { chain: language, ...languageFields(language) }
  const planOf = (name: string): FieldPlan => {
    let plan = plans.get(name)
    if (plan) return plan
    if (plans.size >= MOST_PLANS) {
      plans.clear()
      pool.clear()
    }
    plans.set(name, (plan = planField(name)))
    return plan
  }
  const tokensOf = (name: string): FieldTokens => {
    let tokens = touched.get(name)
    if (tokens) return tokens
    tokens = pool.get(name)
    if (!tokens) pool.set(name, (tokens = new FieldTokens()))
    tokens.clear()
    touched.set(name, tokens)
    return tokens
  }
  const append = (name: string, chain: Chain, value: string): void => {
    tokensOf(name).append(vocabulary, chain, value, GAP)
  }
  return (fields, into) => {
    touched.clear()
    for (const [name, list] of fields) {
      const { type, chain, intoText, intoUrls } = planOf(name)
      if (type.kind === 'string') into.values(name, list)
      else if (type.kind === 'date' || type.kind === 'integer') {
        const number = type.kind === 'date' ? Date.parse(list[0] ?? '') : Number(list[0])
        if (!Number.isNaN(number)) into.number(name, number)
      }
      const own = chain && list.length > 0 ? tokensOf(name) : undefined
      for (const value of list) {
        const index = own?.size ?? 0
        const position = own?.next ?? 0
        const length = own?.length ?? 0
        own?.append(vocabulary, chain ?? 'text', value, GAP)
        if (intoText && own && chain === 'text') tokensOf('text').copy(own, index, position, length)
        else if (intoText) append('text', 'text', value)
        if (second && intoText) append(second.text, second.chain, value)
        if (second && name === 'title') append(second.title, second.chain, value)
        if (intoUrls) append('urls', 'text', value)
      }
    }
    for (const [name, tokens] of touched) into.tokens(name, tokens)
  }
}
