import { SearchError } from '../../core/errors.ts'
import { fieldType } from '../field-types.ts'
import type { Segment } from '../index/segment.ts'
import type { FunctionSource } from '../solr/functions.ts'
import { columnOf, edgeNumber } from './columns.ts'
import type { Snapshot } from './snapshot.ts'

/** What functions may ask of each document of a segment. */
export function functionSource(
  snapshot: Snapshot,
  segment: Segment,
): (slot: number, score: number) => FunctionSource {
  return (slot, score) => ({
    score,
    number: (name) => {
      const { kind } = fieldType(name)
      if (kind !== 'date' && kind !== 'integer') {
        throw new SearchError(`Search error: 'The field ${name.slice(0, 100)} holds no numbers'`)
      }
      return segment.numbers(name)?.[slot] ?? NaN
    },
    has: (name) => {
      const field = snapshot.field(segment, name)
      if (!field) return !Number.isNaN(segment.numbers(name)?.[slot] ?? NaN)
      return edgeNumber(columnOf(field, segment.size), slot, 'first') >= 0
    },
  })
}
