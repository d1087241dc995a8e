import type { Plan } from './plan.ts'
import { planLucene } from './plan-lucene.ts'

const TERM_PARSER = /^\s*\{!\s*(?:type\s*=\s*)?term\s+f\s*=\s*([\w.-]+)\s*\}(.*)$/s

/**
 * The plan of a filter: Lucene syntax, or `{!term f=field}value` where the site allows that parser.
 * @throws SearchError for what Solr refuses
 */
export function planFilter(text: string, now: number): Plan {
  const [, field, term] = TERM_PARSER.exec(text) ?? []
  return field === undefined ? planLucene(text, now) : { kind: 'term', field, term: term ?? '' }
}
