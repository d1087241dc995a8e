import { SearchError } from '../../core/errors.ts'

/** A text that is no function query. Solr's `sort` and `fl` take it for the name of a field that nobody has. */
export class FunctionSyntaxError extends SearchError {
  constructor(text: string) {
    super(`Search error: 'Cannot parse the function ${text.slice(0, 100)}'`)
  }
}
