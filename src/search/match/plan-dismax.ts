import { SearchError } from '../../core/errors.ts'
import { minimumMatch } from '../solr/minimum-match.ts'
import { parseLucene } from '../solr/parse-lucene.ts'
import type { QueryField } from '../solr/query-fields.ts'
import { joinClauses } from './join-clauses.ts'
import { NOTHING, type BooleanPlan, type Plan } from './plan.ts'
import { limitClauses } from './plan-lucene.ts'
import { planText } from './plan-value.ts'
import type { Clause, Node } from '../solr/ast.ts'

export interface DismaxOptions {
  readonly fields: readonly QueryField[]
  readonly tie: number
  readonly mm: string
  readonly now: number
}

/** Dismax over some fields: the best of them counts, and a share of the others. */
export function overFields(
  options: Pick<DismaxOptions, 'fields' | 'tie'>,
  plan: (field: string) => Plan | undefined,
): Plan | undefined {
  const plans = options.fields.flatMap(({ field, boost }) => {
    const one = plan(field)
    if (!one) return []
    return [boost === undefined ? one : ({ kind: 'boost', plan: one, boost } as const)]
  })
  return plans.length === 0 ? undefined : { kind: 'dismax', plans, tie: options.tie }
}

/** What dismax does to a text before it is parsed: quotes without a partner go, other signs stand for themselves. */
function prepareDismax(text: string): string {
  const quotes = text.split('"').length - 1
  const balanced = quotes % 2 === 0 ? text : text.replaceAll('"', '')
  return balanced
    .replace(/[\\!():^[\]/{}~*?]/g, '\\$&')
    .replace(/\s+[+-](?:\s*[+-]+)+/g, ' ')
    .replace(/\s+[-+\s]+$/, '')
}

/** Requires as many optional clauses as `mm` says. */
export function requireSome(plan: BooleanPlan, mm: string): BooleanPlan {
  const optional = plan.should.length
  return optional === 0 ? plan : { ...plan, least: minimumMatch(optional, mm) }
}

/**
 * The plan of plain words (Solr's dismax): each word or quoted text is looked up in every field; AND, OR, NOT, + and -
 * are the only operators.
 * @throws SearchError for a text that leaves operators without operands
 */
export function planDismax(text: string, options: DismaxOptions): Plan {
  minimumMatch(1, options.mm)
  if (text.trim() === '') return NOTHING
  const tree = parseLucene(prepareDismax(text))
  const value = (field: string, node: Node): Plan | undefined => {
    if (node.kind !== 'term' && node.kind !== 'phrase')
      throw new SearchError(`Search error: 'Cannot parse the query'`)
    const quoted = node.kind === 'phrase'
    try {
      return planText(field, node.text, { quoted, operator: 'or', now: options.now })
    } catch (error) {
      if (!(error instanceof SearchError)) throw error
      return undefined // a word that the field's type cannot hold finds nothing there
    }
  }
  const leaf = (node: Node): Plan | undefined => overFields(options, (field) => value(field, node))
  const clauses: readonly Clause[] =
    tree.kind === 'group' ? tree.clauses : [{ conjunction: undefined, modifier: undefined, node: tree }]
  const words = clauses.flatMap((clause): readonly Clause[] => {
    const { node } = clause
    if (node.kind !== 'terms') return [clause]
    return node.texts.map((word) => ({ ...clause, node: { kind: 'term', field: undefined, text: word } }))
  })
  const joined = joinClauses(
    words,
    words.map(({ node }) => leaf(node)),
    'or',
  )
  return limitClauses(requireSome(joined, options.mm))
}
