import { SearchError } from '../../core/errors.ts'
import type { FunctionSource, SolrFunction } from './solr-function.ts'

/** A function whose values are texts: nothing can be computed with them, or sorted by them. */
export function textFunction(text: (source: FunctionSource) => string): SolrFunction {
  return {
    exists: () => true,
    number: () => {
      throw new SearchError("Search error: 'A text is no number'")
    },
    shown: text,
  }
}
