import { SearchError } from '../../core/errors.ts'
import { normalise } from '../analysis/analyse.ts'
import { fieldType } from '../field-types.ts'
import { NOTHING, type Plan } from './plan.ts'

/** `field:/pattern/`: Lucene's regular expressions, anchored at both ends. @throws SearchError for a broken one */
export function compileRegex(field: string, pattern: string): Plan {
  const { kind } = fieldType(field)
  if (kind === 'unsearchable') throw new SearchError(`Search error: 'field is not indexed: ${field}'`)
  if (kind === 'date' || kind === 'integer' || kind === 'ngram') return NOTHING
  const source = kind === 'string' ? pattern : normalise(kind, pattern)
  try {
    const test = new RegExp(`^(?:${translate(source)})$`, 'u')
    return { kind: 'termSet', field, prefix: '', test: (term) => test.test(term) }
  } catch {
    throw new SearchError(`Search error: 'Not a regular expression: ${pattern.slice(0, 100)}'`)
  }
}

// What means something in JavaScript but not in Lucene, and the other way round.
function translate(source: string): string {
  return source.replace(
    /\\([^])|\[(?:\\[^]|[^\]\\])*\]|[$^]|\.|@|"/g,
    (part, escaped: string | undefined) => {
      if (escaped !== undefined)
        return /[\p{L}\p{N}]/u.test(escaped)
          ? /[dDsSwW]/.test(escaped)
            ? part
            : escaped
          : `\\${escaped}`.replace(/\\([^\\^$.*+?()[\]{}|/-])/u, '$1')
      if (part.startsWith('[')) return part
      if (part === '.') return '[^]'
      if (part === '@') return '[^]*'
      return part === '"' ? '' : `\\${part}`
    },
  )
}
