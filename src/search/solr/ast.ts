/**
 * The tree of a query as it was written, before anything is known about fields: one node for each concept of Solr's
 * syntax. `field` is `undefined` where none was written, here or before an enclosing parenthesis.
 */
export type Node =
  | AllNode
  | TermNode
  | TermsNode
  | PhraseNode
  | PrefixNode
  | WildcardNode
  | RegexNode
  | FuzzyNode
  | RangeNode
  | ExistsNode
  | GroupNode
  | BoostNode
  | ConstantNode

/** `*:*`, or `*` alone. */
export interface AllNode {
  readonly kind: 'all'
}

/** One word; `text` has no escapes any more. */
export interface TermNode {
  readonly kind: 'term'
  readonly field: string | undefined
  readonly text: string
}

/** Words side by side with nothing between them, which Solr reads as one: `tags:(a b)`. */
export interface TermsNode {
  readonly kind: 'terms'
  readonly field: string | undefined
  readonly texts: readonly string[]
}

/** `"several words"~slop`. */
export interface PhraseNode {
  readonly kind: 'phrase'
  readonly field: string | undefined
  readonly text: string
  readonly slop: number
}

/** `text*`. */
export interface PrefixNode {
  readonly kind: 'prefix'
  readonly field: string | undefined
  readonly text: string
}

/** A pattern of `*` and `?`; a backslash before a character still stands for that character. */
export interface WildcardNode {
  readonly kind: 'wildcard'
  readonly field: string | undefined
  readonly pattern: string
}

/** `/pattern/`. */
export interface RegexNode {
  readonly kind: 'regex'
  readonly field: string | undefined
  readonly pattern: string
}

/** `text~edits`; a fraction below 1 is Lucene's old similarity. */
export interface FuzzyNode {
  readonly kind: 'fuzzy'
  readonly field: string | undefined
  readonly text: string
  readonly edits: number
}

/** `[lower TO upper}`; `undefined` is the open end `*`. */
export interface RangeNode {
  readonly kind: 'range'
  readonly field: string | undefined
  readonly lower: string | undefined
  readonly upper: string | undefined
  readonly includesLower: boolean
  readonly includesUpper: boolean
}

/** `field:*`. */
export interface ExistsNode {
  readonly kind: 'exists'
  readonly field: string
}

/** A parenthesis, or the query as a whole. */
export interface GroupNode {
  readonly kind: 'group'
  readonly clauses: readonly Clause[]
}

/** `node^boost`. */
export interface BoostNode {
  readonly kind: 'boost'
  readonly node: Node
  readonly boost: number
}

/** `node^=score`, and `filter(node)`. */
export interface ConstantNode {
  readonly kind: 'constant'
  readonly node: Node
  readonly score: number
}

/** A member of a group with what was written before it. */
export interface Clause {
  readonly conjunction: 'and' | 'or' | undefined
  readonly modifier: 'must' | 'not' | undefined
  readonly node: Node
}
