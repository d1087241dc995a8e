import { SearchError } from '../../core/errors.ts'
import { normalise } from '../analysis/analyse.ts'
import { chainOf, fieldType } from '../field-types.ts'
import { NOTHING, type Plan } from './plan.ts'
import { regexMatcher } from './regex-automaton.ts'

/** `field:/pattern/`: Lucene's regular expressions, anchored at both ends. @throws SearchError for a broken one */
export function compileRegex(field: string, pattern: string): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw new SearchError(`Search error: 'field is not indexed: ${field}'`)
  if (kind === 'date' || kind === 'integer' || kind === 'ngram') return NOTHING
  const chain = chainOf(kind)
  const test = regexMatcher(chain ? normalise(chain, pattern) : pattern)
  return { kind: 'termSet', field, prefix: '', test }
}
