import { SearchError } from '../../core/errors.ts'
import { minimumMatch } from '../solr/minimum-match.ts'
import { parseLucene } from '../solr/parse-lucene.ts'
import { EVERYTHING, NOTHING, type Plan } from './plan.ts'
import { overFields, requireSome, type DismaxOptions } from './plan-dismax.ts'
import { fixNegative, limitClauses, planNode, type Leaves } from './plan-lucene.ts'

const CLAUSE = /([+-]?)(?:([\w.-]+):(?=\S))?("(?:[^"\\]|\\[^])*"|\S+)/g

/** A text that Solr's syntax refuses, with everything but fields, quotes and a leading + or - taken literally. */
function forgiving(text: string): string {
  return [...text.matchAll(CLAUSE)]
    .map(([, sign = '', field, value = '']) => {
      const quoted = /^".*"$/s.test(value) || ['AND', 'OR', 'NOT'].includes(value)
      const literal = value.replace(/[-+!(){}[\]^"~*?:\\/]/g, '\\$&').replace(/&&|\|\|/g, '\\$&')
      const written = quoted ? `"${value.replaceAll('"', '')}"` : literal
      return `${sign}${field === undefined ? '' : `${field}:`}${written}`
    })
    .join(' ')
}

/** Parentheses with nothing but prohibited clauses find everything else here, unlike in Lucene syntax. */
function fixAll(plan: Plan): Plan {
  if (plan.kind === 'boost' || plan.kind === 'constant') return { ...plan, plan: fixAll(plan.plan) }
  if (plan.kind !== 'boolean') return plan
  return fixNegative({ ...plan, must: plan.must.map(fixAll), should: plan.should.map(fixAll) })
}

/**
 * The plan of a text under Solr's edismax: Lucene syntax in which what has no field is looked up in several, and no
 * text is an error.
 * @throws SearchError for a wrong `mm` only
 */
export function planEdismax(text: string, options: DismaxOptions): Plan {
  minimumMatch(1, options.mm)
  const leaves: Leaves = {
    operator: 'and',
    nests: false,
    splitsRuns: false,
    now: options.now,
    inField: orNothing,
    spread: (plan) => overFields(options, (field) => attempt(() => plan(field))),
  }
  const parse = (query: string): Plan => planNode(parseLucene(query), leaves) ?? NOTHING
  const strict = attempt(() => parse(text))
  if (text.trim() === '') return NOTHING
  if (/^\s*(?:\*|!!(?:\s+!!)*)\s*$/.test(text)) return EVERYTHING
  const plan = strict ?? attempt(() => parse(forgiving(text))) ?? NOTHING
  return limitClauses(fixAll(plan.kind === 'boolean' ? requireSome(plan, options.mm) : plan))
}

/** A value that the field's type cannot hold finds nothing. */
function orNothing(plan: () => Plan | undefined): Plan | undefined {
  try {
    return plan()
  } catch (error) {
    if (error instanceof SearchError) return NOTHING
    throw error
  }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof SearchError) return undefined
    throw error
  }
}
