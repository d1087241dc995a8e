import type { Clause } from '../solr/ast.ts'
import type { BooleanPlan, Plan } from './plan.ts'

type Occur = 'must' | 'should' | 'not'

/**
 * Joins the clauses of one level as Solr's parser does (SolrQueryParserBase.addClause): flat, without precedence, a
 * conjunction also changing the clause before it.
 * @param plans beside `clauses`; `undefined` where the analysis left nothing of a clause
 */
export function joinClauses(
  clauses: readonly Clause[],
  plans: readonly (Plan | undefined)[],
  operator: 'and' | 'or',
): BooleanPlan {
  const joined: { occur: Occur; plan: Plan }[] = []
  clauses.forEach(({ conjunction, modifier }, i) => {
    const last = joined.at(-1)
    if (last && conjunction === 'and' && last.occur !== 'not') last.occur = 'must'
    if (last && conjunction === 'or' && operator === 'and' && last.occur !== 'not') last.occur = 'should'
    const plan = plans[i]
    if (!plan) return
    joined.push({ occur: occurOf(conjunction, modifier, operator), plan })
  })
  const of = (occur: Occur): Plan[] =>
    joined.filter((clause) => clause.occur === occur).map(({ plan }) => plan)
  return { kind: 'boolean', must: of('must'), should: of('should'), not: of('not'), least: 0 }
}

function occurOf(
  conjunction: Clause['conjunction'],
  modifier: Clause['modifier'],
  operator: 'and' | 'or',
): Occur {
  if (modifier === 'not') return 'not'
  if (operator === 'and') return conjunction === 'or' ? 'should' : 'must'
  return modifier === 'must' || conjunction === 'and' ? 'must' : 'should'
}
