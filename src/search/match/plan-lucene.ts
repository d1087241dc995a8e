import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import type { Node } from '../solr/ast.ts'
import { parseLucene } from '../solr/parse-lucene.ts'
import { compileRegex } from './compile-regex.ts'
import { joinClauses } from './join-clauses.ts'
import { EVERYTHING, NOTHING, type BooleanPlan, type Plan } from './plan.ts'
import { planFuzzy, planPrefix, planRange, planRun, planText, planWildcard } from './plan-value.ts'

/** How the leaves of a tree become plans: edismax spreads those without a field over several fields. */
export interface Leaves {
  readonly operator: 'and' | 'or'
  readonly now: number
  /** Whether `_query_:"…"` is a query of its own. */
  readonly nests: boolean
  /** Whether words side by side are several values of a string field (any of them), or one. */
  readonly splitsRuns: boolean
  /** Makes the plan of a leaf that has a field. */
  readonly inField: (plan: () => Plan | undefined) => Plan | undefined
  /** Makes the plan of a leaf that has no field, from that of each field it stands for. */
  readonly spread: (plan: (field: string) => Plan | undefined) => Plan | undefined
}

/** One field's plan, or the best of several. */
function spread(fields: readonly string[], plan: (field: string) => Plan | undefined): Plan | undefined {
  const plans = fields.flatMap((field) => plan(field) ?? [])
  return plans.length > 1 ? { kind: 'dismax', plans, tie: 0 } : plans[0]
}

const MOST_CLAUSES = 1024

/** `node` under the rules of Solr's Lucene parser; `undefined` where the analysis leaves nothing of it. */
export function planNode(node: Node, leaves: Leaves): Plan | undefined {
  const { operator, now } = leaves
  const at = (field: string | undefined, plan: (field: string) => Plan | undefined): Plan | undefined =>
    field === undefined ? leaves.spread(plan) : leaves.inField(() => plan(field))
  switch (node.kind) {
    case 'all':
      return EVERYTHING
    case 'exists':
      return planExists(node.field)
    case 'term':
      if (leaves.nests && node.field === '_query_') return planLucene(node.text, now)
      return at(node.field, (field) => planText(field, node.text, { quoted: false, operator, now }))
    case 'phrase':
      if (leaves.nests && node.field === '_query_') return planLucene(node.text, now)
      return at(node.field, (field) =>
        planText(field, node.text, { quoted: true, slop: node.slop, operator, now }),
      )
    case 'terms':
      return at(node.field, (field) =>
        leaves.splitsRuns
          ? planRun(field, node.texts, operator, now)
          : planText(field, node.texts.join(' '), { quoted: false, operator, now }),
      )
    case 'prefix':
      return at(node.field, (field) => planPrefix(field, node.text))
    case 'wildcard':
      return at(node.field, (field) => planWildcard(field, node.pattern))
    case 'regex':
      return at(node.field, (field) => compileRegex(field, node.pattern))
    case 'fuzzy':
      return at(node.field, (field) => planFuzzy(field, node))
    case 'range':
      return at(node.field, (field) => planRange(field, node, now))
    case 'boost': {
      const plan = planNode(node.node, leaves)
      return plan && { kind: 'boost', plan, boost: node.boost }
    }
    case 'constant': {
      const plan = planNode(node.node, leaves)
      return plan && { kind: 'constant', plan, score: node.score }
    }
    case 'group': {
      const plans = node.clauses.map((clause) => planNode(clause.node, leaves))
      const joined = joinClauses(node.clauses, plans, operator)
      return joined.must.length + joined.should.length + joined.not.length === 0 ? undefined : joined
    }
  }
}

function planExists(field: string): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw new SearchError(`Search error: 'field is not indexed: ${field}'`)
  return { kind: 'exists', field: kind === 'ngram' ? field.replace('_ngram', '') : field }
}

const isPureNegative = (plan: Plan): plan is BooleanPlan =>
  plan.kind === 'boolean' && plan.must.length + plan.should.length === 0

/** A query of only prohibited clauses finds everything else, but only as a whole, never inside parentheses. */
export const fixNegative = (plan: Plan): Plan =>
  isPureNegative(plan) ? { ...plan, must: [EVERYTHING] } : plan

/** Counts the leaves as Lucene does; @throws SearchError for more than 1024. */
export function limitClauses(plan: Plan): Plan {
  const leaves = (node: Plan): number => {
    switch (node.kind) {
      case 'boolean':
        return [...node.must, ...node.should, ...node.not].reduce((sum, child) => sum + leaves(child), 0)
      case 'dismax':
        return node.plans.reduce((sum, child) => sum + leaves(child), 0)
      case 'boost':
      case 'multiplied':
        return leaves(node.plan)
      default:
        return 1
    }
  }
  if (leaves(plan) > MOST_CLAUSES)
    throw new SearchError(
      `Search error: 'Query contains too many nested clauses; maxClauseCount is set to ${String(MOST_CLAUSES)}'`,
    )
  return plan
}

/**
 * The plan of a text in Solr's Lucene syntax, with CKAN's settings: words without a field are looked up in `text`, and
 * all clauses are required (q.op=AND).
 * @throws SearchError for what Solr refuses
 */
export function planLucene(text: string, now: number, fields: readonly string[] = ['text']): Plan {
  const leaves: Leaves = {
    operator: 'and',
    now,
    nests: true,
    splitsRuns: true,
    inField: (plan) => plan(),
    spread: (plan) => spread(fields, plan),
  }
  return limitClauses(fixNegative(planNode(parseLucene(text), leaves) ?? NOTHING))
}
