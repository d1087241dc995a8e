import { SearchError } from '../../core/errors.ts'
import { dateText } from '../document/date-text.ts'
import { fieldType } from '../field-types.ts'
import type { SolrFunction } from './solr-function.ts'

const described = (name: string): string => name.slice(0, 100)

/** The value of a field. @throws SearchError for one of several values */
export function fieldFunction(name: string): SolrFunction {
  const { kind, multiple } = fieldType(name)
  if (kind === 'unsearchable' || (multiple && kind === 'string'))
    throw new SearchError(`Search error: 'can not use FieldCache on multivalued field: ${described(name)}'`)
  if (kind === 'date' || kind === 'integer')
    return {
      exists: ({ has }) => has(name),
      number: ({ number }) => number(name) || 0,
      shown: ({ has, number }) => {
        if (!has(name)) return undefined
        return kind === 'date' ? dateText(number(name)) : number(name)
      },
    }
  return {
    exists: ({ has }) => has(name),
    number: () => {
      throw new SearchError(`Search error: 'The field ${described(name)} holds no numbers'`)
    },
    shown: ({ text }) => text(name),
  }
}
