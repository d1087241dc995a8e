import { SearchError } from '../../core/errors.ts'
import type { SearchParameters } from '../door.ts'
import { parseFunction } from '../functions/parse-function.ts'
import { parseQueryFields } from '../solr/query-fields.ts'
import type { Plan } from './plan.ts'
import { planDismax, type DismaxOptions } from './plan-dismax.ts'
import { planEdismax } from './plan-edismax.ts'
import { planLucene } from './plan-lucene.ts'

function dismaxOptions(parameters: SearchParameters, now: number): DismaxOptions {
  const tie = Number(parameters.tie ?? '0')
  if (Number.isNaN(tie) || parameters.tie?.trim() === '')
    throw new SearchError(`Search error: 'Invalid tie: ${String(parameters.tie)}'`)
  return { fields: parseQueryFields(parameters.qf ?? 'text'), tie, mm: parameters.mm ?? '100%', now }
}

/** `bf`: functions between blanks, each with an optional boost; their values are added to the score. */
function withFunctions(plan: Plan, bf: string | undefined, now: number): Plan {
  if (bf === undefined || bf.trim() === '') return plan
  const functions = bf
    .trim()
    .split(/\s+(?![^(]*\))/)
    .map((text): Plan => {
      const [, source = text, boost] = /^(.*?)(?:\^([\d.]+))?$/s.exec(text) ?? []
      return {
        kind: 'boost',
        plan: { kind: 'function', value: parseFunction(source, now) },
        boost: Number(boost ?? 1),
      }
    })
  return { kind: 'boolean', must: [plan], should: functions, not: [], least: 0 }
}

/**
 * The plan of `q` under the parser that `defType` names.
 * @throws SearchError for what Solr refuses
 */
export function planQuery(parameters: SearchParameters, now: number): Plan {
  const { q, defType = 'lucene', bf, boost } = parameters
  switch (defType) {
    case 'lucene':
      return q.trim() === '' ? { kind: 'none' } : planLucene(q, now, parameters.df)
    case 'dismax':
      if (q === '*:*') return { kind: 'all' }
      return withFunctions(planDismax(q, dismaxOptions(parameters, now)), bf, now)
    case 'edismax': {
      const plan = withFunctions(planEdismax(q, dismaxOptions(parameters, now)), bf, now)
      return boost === undefined || boost.trim() === ''
        ? plan
        : { kind: 'multiplied', plan, by: parseFunction(boost, now) }
    }
    default:
      throw new SearchError(`Search error: 'Unknown query parser: ${defType.slice(0, 50)}'`)
  }
}
